-- name: saved_between(since, until)
SELECT id, version, reference, kind, governorate, place, place_text, households, households_said, individuals, individuals_said,
    approximate, sectors, day, nothing_to_report, note, original_text, reporter, saved_at,
    CASE WHEN governorate IS NULL THEN reporter_areas ELSE '' END AS ministry,
    -- Of reports that dispute each other, or tell the same, the one saved first counts.
    CASE WHEN EXISTS (
        SELECT 1 FROM disputed_reports AS mine
        JOIN disputes ON disputes.id = mine.dispute AND coalesce(disputes.outcome, 'agreed') = 'agreed'
        JOIN disputed_reports AS others ON others.dispute = mine.dispute AND others.report < mine.report
        JOIN reports AS earlier ON earlier.id = others.report AND earlier.state = 'saved'
        WHERE mine.report = reports.id
    ) THEN 0 ELSE 1 END AS counts,
    CASE WHEN confirmation = 'confirmed' AND ruled_version = version THEN 1 ELSE 0 END AS confirmed,
    (SELECT count(*) FROM reports AS sibling
     WHERE sibling.form = reports.form AND sibling.original_text = reports.original_text) AS siblings
FROM reports
WHERE saved_at > :since AND saved_at <= :until AND state = 'saved'
ORDER BY saved_at, id;

-- name: corrected_since_told(group_id)
-- Driven by the changes, which are few: one row a report.
SELECT reports.*, told_reports.version AS told
FROM reports JOIN told_reports ON told_reports.report = reports.id AND told_reports.group_id = :group_id
WHERE reports.version > told_reports.version AND reports.id IN (SELECT report FROM report_changes)
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
JOIN reports ON reports.id = disputed_reports.report AND reports.state = 'saved' AND reports.saved_at <= :since
WHERE disputes.closed_at >= :since AND disputes.closed_at <= :until
    AND NOT EXISTS (SELECT 1 FROM told_reports WHERE report = reports.id AND group_id = :group_id)
ORDER BY reports.id;

-- name: tell*!
INSERT INTO told_reports (group_id, report, version) VALUES (:group_id, :report, :version)
ON CONFLICT (group_id, report) DO UPDATE SET version = excluded.version;
