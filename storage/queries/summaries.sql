-- name: saved_between(since, until)
SELECT reference, kind, governorate, place, place_text, households, households_said, individuals, individuals_said,
    approximate, sectors, day, nothing_to_report, note, original_text, reporter, saved_at,
    (SELECT count(*) FROM reports AS sibling
     WHERE sibling.form = reports.form AND sibling.original_text = reports.original_text) AS siblings
FROM reports
WHERE saved_at > :since AND saved_at <= :until AND state = 'saved'
ORDER BY saved_at, id;
