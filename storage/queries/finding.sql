-- name: candidates(since, until, day, kind, everyone, reporter, areas, limit)
-- Saved after a moment, newest first; `day` keeps those that happened on it or were saved before `until`, its end.
SELECT * FROM reports
WHERE saved_at >= :since
    AND (:day = '' OR day = :day OR saved_at < :until)
    AND (:kind = '' OR kind = :kind)
    AND (:everyone = 1 OR reporter = :reporter OR ' ' || :areas || ' ' LIKE '% ' || governorate || ' %')
ORDER BY saved_at DESC, id DESC LIMIT :limit;

-- name: keep(person, words)$
INSERT INTO finds (person, words) VALUES (:person, :words)
ON CONFLICT (person) DO UPDATE SET words = excluded.words, version = finds.version + 1
RETURNING version;

-- name: kept(person, version)$
SELECT words FROM finds WHERE person = :person AND version = :version;
