-- name: add*!
INSERT INTO reporters (code, name_ar, name_en, governorates) VALUES (:code, :name_ar, :name_en, :governorates);

-- name: expected()
SELECT * FROM reporters ORDER BY code;

-- name: heard_areas(since, until)
SELECT DISTINCT reporter_areas FROM reports
WHERE saved_at > :since AND saved_at <= :until AND state = 'saved' AND reporter_areas <> '';

-- name: staffed_areas()
SELECT DISTINCT governorates FROM people
WHERE state = 'approved' AND role IN ('focal point', 'deputy') AND governorates <> '';
