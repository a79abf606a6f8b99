-- name: next_number(governorate, day)$
INSERT INTO daily_numbers (governorate, day, last) VALUES (:governorate, :day, 1)
ON CONFLICT (governorate, day) DO UPDATE SET last = daily_numbers.last + 1
RETURNING last;

-- name: put(reference, kind, governorate, place, place_text, origin_governorate, origin_place, origin_text, households, households_said, individuals, individuals_said, approximate, sectors, day, nothing_to_report, note, original_text, reporter, reporter_areas, organisation, form, message, saved_at)^
INSERT INTO reports (
    reference, kind, governorate, place, place_text, origin_governorate, origin_place, origin_text,
    households, households_said, individuals, individuals_said, approximate, sectors, day, nothing_to_report,
    note, original_text, reporter, reporter_areas, organisation, form, message, saved_at)
VALUES (
    :reference, :kind, :governorate, :place, :place_text, :origin_governorate, :origin_place, :origin_text,
    :households, :households_said, :individuals, :individuals_said, :approximate, :sectors, :day, :nothing_to_report,
    :note, :original_text, :reporter, :reporter_areas, :organisation, :form, :message, :saved_at)
RETURNING *;

-- name: by_reference(reference)^
SELECT * FROM reports WHERE reference = :reference;

-- name: by_message(reporter, message)
SELECT * FROM reports WHERE reporter = :reporter AND message = :message ORDER BY id;

-- name: latest(limit)
SELECT * FROM reports ORDER BY id DESC LIMIT :limit;

-- name: oldest_unsaved(kind, step)$
SELECT min(updated_at) FROM forms WHERE state = 'open' AND kind = :kind AND step = :step AND reminded = 0;
