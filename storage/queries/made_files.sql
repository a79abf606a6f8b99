-- name: put(name, mime, content, sealed, personal, case_file, now, kept_until)^
INSERT INTO made_files (name, mime, content, sealed, personal, case_file, made_at, kept_until)
VALUES (:name, :mime, :content, :sealed, :personal, :case_file, :now, :kept_until) RETURNING id;

-- name: by_id(id)^
SELECT id, name, mime, content, sealed, case_file, file_id, method FROM made_files WHERE id = :id;

-- name: is_known(id, file_id, method)!
-- What was uploaded once is sent by Telegram's own id from then on; what is sealed or tells of persons is not: the id opens it.
UPDATE made_files SET file_id = :file_id, method = :method WHERE id = :id AND case_file IS NULL AND sealed = 0 AND personal = 0;

-- name: is_not_known(id)!
UPDATE made_files SET file_id = NULL, method = '' WHERE id = :id;

-- name: forget_before(now)!
DELETE FROM made_files WHERE kept_until <= :now AND NOT EXISTS (
    SELECT 1 FROM outbox WHERE made_file = made_files.id AND state IN ('new', 'sending'));
