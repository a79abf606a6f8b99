-- name: saved_between(since, until)
SELECT id, version, reference, kind, governorate, place, place_text, households, households_said, individuals, individuals_said,
    approximate, sectors, day, nothing_to_report, note, original_text, reporter, saved_at,
    CASE WHEN governorate IS NULL THEN reporter_areas ELSE '' END AS ministry, counts, confirmed, single_source,
    (SELECT count(*) FROM reports AS sibling
     WHERE sibling.form = standing_reports.form AND sibling.original_text = standing_reports.original_text) AS siblings
FROM standing_reports
WHERE saved_at > :since AND saved_at <= :until
ORDER BY saved_at, id;

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
