-- name: saved_between(since, until)
SELECT id, version, reference, kind, governorate, place, place_text, origin_governorate, origin_place, households, households_said, individuals, individuals_said,
    approximate, sectors, day, nothing_to_report, note, original_text, reporter, saved_at,
    CASE WHEN governorate IS NULL THEN reporter_areas ELSE '' END AS ministry, counts, confirmed, single_source, gravity,
    -- Only of what is quoted it matters whether its words tell of other things too.
    CASE WHEN kind IN ('incident', 'access', 'situation') AND note = '' THEN
        (SELECT count(*) FROM reports AS sibling
         WHERE sibling.form = standing_reports.form AND sibling.original_text = standing_reports.original_text)
    ELSE 1 END AS siblings
FROM standing_reports
WHERE saved_at > :since AND saved_at <= :until
ORDER BY saved_at, id;

-- name: last_left()
-- When somebody last told that people left a governorate: from one to the next in the index, however long it is.
WITH RECURSIVE codes (code) AS (
    SELECT min(origin_governorate) FROM reports WHERE state = 'saved' AND origin_governorate IS NOT NULL
    UNION ALL
    SELECT (SELECT min(origin_governorate) FROM reports WHERE state = 'saved' AND origin_governorate > codes.code)
    FROM codes WHERE codes.code IS NOT NULL
)
SELECT code, (SELECT max(saved_at) FROM reports WHERE state = 'saved' AND origin_governorate = codes.code) AS at
FROM codes WHERE code IS NOT NULL;

-- name: last_told(since)
-- When those of some areas last told anything (what was told again: only after :since).
WITH RECURSIVE those (areas) AS (
    SELECT min(reporter_areas) FROM reports WHERE state = 'saved' AND reporter_areas > ''
    UNION ALL
    SELECT (SELECT min(reporter_areas) FROM reports WHERE state = 'saved' AND reporter_areas > those.areas)
    FROM those WHERE those.areas IS NOT NULL
)
SELECT areas, (SELECT saved_at FROM reports WHERE id =
    (SELECT max(id) FROM reports WHERE state = 'saved' AND reporter_areas = those.areas)) AS at
FROM those WHERE areas IS NOT NULL
UNION ALL
SELECT told_again.reporter_areas, told_again.at FROM told_again JOIN reports ON reports.id = told_again.report
WHERE told_again.at > :since AND reports.state = 'saved' AND told_again.reporter_areas <> '';

-- name: moved_between(since, until)
-- People who moved, added up as in rollups, but for any window.
SELECT kind, governorate, place, count(*) AS counted,
    sum(coalesce(households, 0)) AS households,
    sum(CASE households_said WHEN 'number' THEN 1 ELSE 0 END) AS households_given,
    sum(CASE households_said WHEN 'unknown' THEN 1 ELSE 0 END) AS households_unknown,
    sum(CASE households_said WHEN 'number' THEN approximate ELSE 0 END) AS households_approximate,
    sum(coalesce(individuals, 0)) AS individuals,
    sum(CASE individuals_said WHEN 'number' THEN 1 ELSE 0 END) AS individuals_given,
    sum(CASE individuals_said WHEN 'unknown' THEN 1 ELSE 0 END) AS individuals_unknown,
    sum(CASE individuals_said WHEN 'number' THEN approximate ELSE 0 END) AS individuals_approximate
FROM standing_reports
WHERE saved_at > :since AND saved_at <= :until AND kind IN ('displacement', 'return')
    AND nothing_to_report = 0 AND counts = 1
GROUP BY kind, governorate, place;

-- name: corrected_since_told(group_id)
SELECT reports.*, told_reports.version AS told
FROM told_reports JOIN reports ON reports.id = told_reports.report
WHERE told_reports.group_id = :group_id AND told_reports.outdated = 1 AND reports.version > told_reports.version
ORDER BY reports.id;

-- name: changed_between(group_id, since, until)
-- Reports of earlier windows that the group was never told.
SELECT * FROM reports
WHERE saved_at <= :since AND state = 'saved'
    AND id IN (SELECT report FROM report_changes WHERE at > :since AND at <= :until)
    AND NOT EXISTS (SELECT 1 FROM told_reports WHERE report = reports.id AND group_id = :group_id)
ORDER BY id;

-- name: counted_between(group_id, since, until)
-- Reports of earlier windows that did not count while they were disputed, and do now.
SELECT reports.* FROM disputes
JOIN disputed_reports ON disputed_reports.dispute = disputes.id
JOIN reports ON reports.id = disputed_reports.report AND reports.state <> 'withdrawn' AND reports.saved_at <= :since
WHERE disputes.closed_at >= :since AND disputes.closed_at <= :until
    AND NOT EXISTS (SELECT 1 FROM told_reports WHERE report = reports.id AND group_id = :group_id)
ORDER BY reports.id;

-- name: tell*!
INSERT INTO told_reports (group_id, report, version) VALUES (:group_id, :report, :version)
ON CONFLICT (group_id, report) DO UPDATE SET version = excluded.version, outdated = 0;
