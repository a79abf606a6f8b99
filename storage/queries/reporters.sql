-- name: add*!
INSERT INTO reporters (code, kind, name_ar, name_en, governorates, asked)
VALUES (:code, :kind, :name_ar, :name_en, :governorates, :asked) ON CONFLICT (code) DO NOTHING;

-- name: listed()
SELECT * FROM reporters ORDER BY code;

-- name: by_code(code)^
SELECT * FROM reporters WHERE code = :code;

-- name: begin_asking(now)!
UPDATE reporters SET asked_from = :now WHERE asked_from IS NULL;

-- name: set_hours(code, version, deadline, crisis_since, now)^
UPDATE reporters SET deadline = :deadline, crisis_since = :crisis_since, changed_at = :now, version = version + 1
WHERE code = :code AND version = :version RETURNING *;

-- name: set_asked(code, version, asked, now)^
UPDATE reporters SET asked = :asked, asked_from = :now, changed_at = :now, version = version + 1
WHERE code = :code AND version = :version RETURNING *;

-- name: heard_areas(since, until)
SELECT reporter_areas FROM reports
WHERE saved_at > :since AND saved_at <= :until AND state = 'saved' AND reporter_areas <> ''
UNION
SELECT told_again.reporter_areas FROM told_again JOIN reports ON reports.id = told_again.report
WHERE told_again.at > :since AND told_again.at <= :until AND reports.state = 'saved' AND told_again.reporter_areas <> '';

-- name: heard(since, until)
SELECT saved_at, reporter_areas FROM reports
WHERE saved_at > :since AND saved_at <= :until AND state = 'saved' AND reporter_areas <> ''
UNION ALL
SELECT told_again.at, told_again.reporter_areas FROM told_again JOIN reports ON reports.id = told_again.report
WHERE told_again.at > :since AND told_again.at <= :until AND reports.state = 'saved' AND told_again.reporter_areas <> ''
ORDER BY saved_at;

-- name: latest_by_areas()
-- Oldest first, so that the last one of an area is its latest.
SELECT reports.reference, reports.saved_at, reports.reporter_areas FROM reports
JOIN (SELECT max(id) AS id FROM reports WHERE state = 'saved' AND reporter_areas <> '' GROUP BY reporter_areas) AS latest
    ON latest.id = reports.id
UNION ALL
SELECT reports.reference, told_again.at, told_again.reporter_areas
FROM told_again JOIN reports ON reports.id = told_again.report
WHERE reports.state = 'saved' AND told_again.reporter_areas <> ''
ORDER BY saved_at;

-- name: staffed_areas()
SELECT DISTINCT CASE WHEN ministry <> '' THEN ministry ELSE governorates END AS areas FROM people
WHERE state = 'approved' AND role IN ('focal point', 'deputy');
