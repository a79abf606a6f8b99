-- name: page(since, until, after, after_id, limit)
-- What was saved after :since and up to :until and stands, oldest first, beginning behind the report :after, :after_id.
SELECT standing_reports.*, people.role,
    CASE WHEN standing_reports.governorate IS NULL THEN reporter_areas ELSE '' END AS ministry,
    (SELECT count(*) FROM reports AS sibling
     WHERE sibling.form = standing_reports.form AND sibling.original_text = standing_reports.original_text) AS siblings
FROM standing_reports JOIN people ON people.id = standing_reports.reporter
WHERE saved_at > :since AND saved_at <= :until AND (saved_at > :after OR (saved_at = :after AND standing_reports.id > :after_id))
ORDER BY saved_at, standing_reports.id LIMIT :limit;

-- name: count_between(since, until)$
SELECT count(*) FROM reports WHERE state = 'saved' AND saved_at > :since AND saved_at <= :until;

-- name: cases_now()
SELECT kind, state, count(*) AS n FROM cases
WHERE number IS NOT NULL AND closed_at IS NULL GROUP BY kind, state ORDER BY kind, state;

-- name: cases_filed(since, until)
SELECT kind, count(*) AS n FROM cases WHERE filed_at > :since AND filed_at <= :until GROUP BY kind ORDER BY kind;

-- name: cases_decided(since, until)
SELECT kind, count(*) AS n FROM cases WHERE decided_at > :since AND decided_at <= :until GROUP BY kind ORDER BY kind;
