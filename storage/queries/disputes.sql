-- name: begin(now)$
INSERT INTO disputes (opened_at) VALUES (:now) RETURNING id;

-- name: join(dispute, report)!
INSERT INTO disputed_reports (dispute, report) VALUES (:dispute, :report)
ON CONFLICT (dispute, report) DO NOTHING;

-- name: leave(dispute, report)!
DELETE FROM disputed_reports WHERE dispute = :dispute AND report = :report;

-- name: unsettled(report)$
-- The dispute of a report that is open, or rests because all of it tell the same.
SELECT disputes.id FROM disputed_reports JOIN disputes ON disputes.id = disputed_reports.dispute
WHERE disputed_reports.report = :report AND coalesce(disputes.outcome, 'agreed') = 'agreed'
ORDER BY disputes.id DESC LIMIT 1;

-- name: of_report(report)
SELECT disputes.id AS dispute, disputes.outcome, reports.*
FROM disputed_reports AS mine
JOIN disputes ON disputes.id = mine.dispute AND coalesce(disputes.outcome, 'agreed') = 'agreed'
JOIN disputed_reports AS members ON members.dispute = disputes.id
JOIN reports ON reports.id = members.report AND reports.state = 'saved'
WHERE mine.report = :report ORDER BY disputes.id, reports.id;

-- name: by_id(dispute)
SELECT disputes.id AS dispute, reports.*
FROM disputes
JOIN disputed_reports ON disputed_reports.dispute = disputes.id
JOIN reports ON reports.id = disputed_reports.report AND reports.state = 'saved'
WHERE disputes.id = :dispute AND disputes.outcome IS NULL ORDER BY reports.id;

-- name: all_open(until)
-- Not "= 'saved'": the few disputes must lead the way, not an index of all reports that stand.
SELECT disputes.id AS dispute, reports.*
FROM disputes
JOIN disputed_reports ON disputed_reports.dispute = disputes.id
JOIN reports ON reports.id = disputed_reports.report AND reports.state <> 'withdrawn'
WHERE disputes.outcome IS NULL AND disputes.opened_at <= :until ORDER BY disputes.id, reports.id;

-- name: close(id, outcome, by, now)^
UPDATE disputes SET outcome = :outcome, closed_by = :by, closed_at = :now
WHERE id = :id AND coalesce(outcome, 'agreed') = 'agreed' RETURNING id;
