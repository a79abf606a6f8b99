-- name: between(first, last)
SELECT * FROM rollups WHERE day >= :first AND day <= :last ORDER BY day, governorate, kind, sector;

-- name: heard_since(first)
-- The last day on which something that stands was saved about each governorate.
SELECT governorate, max(day) AS day FROM rollups WHERE day >= :first AND sector = '*' GROUP BY governorate;

-- name: differences()
-- What is kept and what the reports give now, where these are two things.
SELECT day, governorate, kind, sector FROM (SELECT * FROM rollups EXCEPT SELECT * FROM rollups_of_reports) AS kept
UNION
SELECT day, governorate, kind, sector FROM (SELECT * FROM rollups_of_reports EXCEPT SELECT * FROM rollups) AS given
ORDER BY day, governorate, kind, sector;
