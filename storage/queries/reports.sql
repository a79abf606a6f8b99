-- name: next_number(governorate, day)$
INSERT INTO daily_numbers (governorate, day, last) VALUES (:governorate, :day, 1)
ON CONFLICT (governorate, day) DO UPDATE SET last = daily_numbers.last + 1
RETURNING last;

-- name: put(reference, kind, governorate, place, place_text, origin_governorate, origin_place, origin_text, households, households_said, individuals, individuals_said, approximate, sectors, day, nothing_to_report, note, original_text, reporter, reporter_areas, organisation, form, message, affirmed, saved_at, gravity, gravity_chosen)^
INSERT INTO reports (
    reference, kind, governorate, place, place_text, origin_governorate, origin_place, origin_text,
    households, households_said, individuals, individuals_said, approximate, sectors, day, nothing_to_report,
    note, original_text, reporter, reporter_areas, organisation, form, message, affirmed, saved_at,
    gravity, gravity_chosen)
VALUES (
    :reference, :kind, :governorate, :place, :place_text, :origin_governorate, :origin_place, :origin_text,
    :households, :households_said, :individuals, :individuals_said, :approximate, :sectors, :day, :nothing_to_report,
    :note, :original_text, :reporter, :reporter_areas, :organisation, :form, :message, :affirmed, :saved_at,
    :gravity, :gravity_chosen)
RETURNING id;

-- name: by_reference(reference)^
SELECT * FROM reports WHERE reference = :reference;

-- name: by_message(reporter, message)
SELECT * FROM reports WHERE reporter = :reporter AND message = :message ORDER BY id;

-- name: latest(limit)
SELECT * FROM reports ORDER BY id DESC LIMIT :limit;

-- name: oldest_unsaved(kind, step)$
SELECT min(updated_at) FROM forms WHERE state = 'open' AND kind = :kind AND step = :step AND reminded = 0;

-- name: by_id(id)^
SELECT * FROM reports WHERE id = :id;

-- name: of_reporter(reporter, since, limit, skip)
SELECT * FROM reports WHERE reporter = :reporter AND saved_at > :since
ORDER BY saved_at DESC, id DESC LIMIT :limit OFFSET :skip;

-- name: count_of_reporter(reporter, since)$
SELECT count(*) FROM reports WHERE reporter = :reporter AND saved_at > :since;

-- name: correct(id, version, kind, governorate, place, place_text, origin_governorate, origin_place, origin_text, households, households_said, individuals, individuals_said, approximate, sectors, day, nothing_to_report, note, original_text, affirmed, gravity, gravity_chosen)^
UPDATE reports SET
    kind = :kind, governorate = :governorate, place = :place, place_text = :place_text,
    origin_governorate = :origin_governorate, origin_place = :origin_place, origin_text = :origin_text,
    households = :households, households_said = :households_said,
    individuals = :individuals, individuals_said = :individuals_said, approximate = :approximate,
    sectors = :sectors, day = :day, nothing_to_report = :nothing_to_report, note = :note,
    original_text = :original_text, affirmed = :affirmed,
    gravity = :gravity, gravity_chosen = :gravity_chosen, version = version + 1
WHERE id = :id AND version = :version AND state = 'saved' RETURNING *;

-- name: withdraw(id, version)^
UPDATE reports SET state = 'withdrawn', version = version + 1
WHERE id = :id AND version = :version AND state = 'saved' RETURNING *;

-- name: put_change(report, version, at, person, field, before, after)!
INSERT INTO report_changes (report, version, at, person, field, before, after)
VALUES (:report, :version, :at, :person, :field, :before, :after);

-- name: changes(report)
SELECT report_changes.*, people.name FROM report_changes JOIN people ON people.id = report_changes.person
WHERE report = :report ORDER BY report_changes.id;

-- name: move_files(source, target)!
UPDATE attachments SET form = :target WHERE form = :source;

-- name: told_lately(governorate, kind, place, origin_governorate, origin_place, since, limit)
-- `kind = :kind` would have SQLite plan it anew at every call: an index of reports holds those of one kind only.
SELECT * FROM reports
WHERE state = 'saved' AND governorate = :governorate AND kind = '' || :kind
    AND coalesce(place, place_text) = :place AND saved_at > :since
    AND coalesce(origin_governorate, '') = :origin_governorate AND coalesce(origin_place, origin_text) = :origin_place
ORDER BY saved_at DESC, id DESC LIMIT :limit;

-- name: put_told_again(report, person, reporter_areas, at)!
INSERT INTO told_again (report, person, reporter_areas, at) VALUES (:report, :person, :reporter_areas, :at);

-- name: largest_before(governorate, kind, since, but, limit)^
-- The kind as in told_lately.
WITH recent AS (
    SELECT households, individuals FROM reports
    WHERE state = 'saved' AND governorate = :governorate AND kind = '' || :kind AND saved_at > :since AND id <> :but
    ORDER BY saved_at DESC LIMIT :limit)
SELECT max(households) AS households, max(individuals) AS individuals FROM recent;

-- name: figures_before(governorate, kind, since, but, limit)
-- The kind as in told_lately.
SELECT households, individuals FROM reports
WHERE state = 'saved' AND governorate = :governorate AND kind = '' || :kind AND saved_at > :since AND id <> :but
ORDER BY saved_at DESC LIMIT :limit;

-- name: displaced_between(governorate, place, home, home_place, most)^
-- People reported as displaced to a place, who may be from that home: what either left open fits everything. Of any so many reports.
WITH displaced AS (
    SELECT households, individuals FROM reports
    WHERE state = 'saved' AND kind = 'displacement' AND governorate = :governorate
        AND coalesce(place, :place, '') = coalesce(:place, place, '')
        AND coalesce(origin_governorate, :home) = :home
        AND coalesce(origin_place, :home_place, '') = coalesce(:home_place, origin_place, '')
    LIMIT :most)
SELECT count(*) AS reports, sum(households) AS households, count(households) AS households_given,
    sum(individuals) AS individuals, count(individuals) AS individuals_given
FROM displaced;

-- name: displaced_from(home, home_place, most)^
-- People reported as displaced out of that home, and those in its governorate whose home was left open. Of any so many reports.
WITH displaced AS (
    SELECT households, individuals FROM reports
    WHERE state = 'saved' AND kind = 'displacement' AND origin_governorate = :home
        AND coalesce(origin_place, :home_place, '') = coalesce(:home_place, origin_place, '')
    UNION ALL
    SELECT households, individuals FROM reports
    WHERE state = 'saved' AND kind = 'displacement' AND governorate = :home AND origin_governorate IS NULL
    LIMIT :most)
SELECT count(*) AS reports, sum(households) AS households, count(households) AS households_given,
    sum(individuals) AS individuals, count(individuals) AS individuals_given
FROM displaced;
