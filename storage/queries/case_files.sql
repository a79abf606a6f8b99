-- name: add(case_id, document, name, mime, size, file_id, added_by, now)^
INSERT INTO case_files (case_id, document, name, mime, size, file_id, added_by, added_at)
VALUES (:case_id, :document, :name, :mime, :size, :file_id, :added_by, :now)
RETURNING id, case_id, document, name, mime, size, file_id, sha256, fetched_at, purged_at;

-- name: by_id(id)^
SELECT id, case_id, document, name, mime, size, file_id, sha256, fetched_at, purged_at
FROM case_files WHERE id = :id;

-- name: of_case(case_id)
SELECT id, case_id, document, name, mime, size, file_id, sha256, fetched_at, purged_at
FROM case_files WHERE case_id = :case_id ORDER BY id;

-- name: waiting(limit)
SELECT id, case_id, document, name, mime, size, file_id, sha256, fetched_at, purged_at
FROM case_files WHERE fetched_at IS NULL AND purged_at IS NULL ORDER BY id LIMIT :limit;

-- name: stored(case_id, applicant)^
SELECT coalesce(sum(CASE WHEN cases.id = :case_id THEN case_files.size ELSE 0 END), 0) AS of_case,
    coalesce(sum(case_files.size), 0) AS of_person
FROM cases JOIN case_files ON case_files.case_id = cases.id
WHERE cases.applicant = :applicant AND case_files.purged_at IS NULL;

-- name: keep(id, size, sha256, sealed, now)^
-- Telegram's id goes: with the bot's token it would open the file in plain.
UPDATE case_files SET size = :size, sha256 = :sha256, sealed = :sealed, file_id = NULL, fetched_at = :now
WHERE id = :id AND fetched_at IS NULL AND purged_at IS NULL
RETURNING id, case_id, document, name, mime, size, file_id, sha256, fetched_at, purged_at;

-- name: sealed(id)$
SELECT sealed FROM case_files WHERE id = :id;

-- name: remove(id, case_id)^
DELETE FROM case_files WHERE id = :id AND case_id = :case_id
RETURNING id, case_id, document, name, mime, size, file_id, sha256, fetched_at, purged_at;

-- name: purge(case_id, now)!
UPDATE case_files SET sealed = NULL, file_id = NULL, name = '', purged_at = :now WHERE case_id = :case_id;
