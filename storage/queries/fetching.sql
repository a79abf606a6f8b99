-- name: due(now, limit)
SELECT f.id, f.case_id, f.document, f.name, f.mime, f.size, f.file_id, f.sha256, f.fetched_at, f.purged_at,
    f.added_by, coalesce(a.attempts, 0) AS attempts
FROM case_files AS f LEFT JOIN fetch_attempts AS a ON a.case_file = f.id
WHERE f.fetched_at IS NULL AND f.purged_at IS NULL AND (a.try_at IS NULL OR a.try_at <= :now)
ORDER BY f.id LIMIT :limit;

-- name: count_due(now)$
SELECT count(*) FROM case_files AS f LEFT JOIN fetch_attempts AS a ON a.case_file = f.id
WHERE f.fetched_at IS NULL AND f.purged_at IS NULL AND (a.try_at IS NULL OR a.try_at <= :now);

-- name: later(case_file, attempts, try_at)!
INSERT INTO fetch_attempts (case_file, attempts, try_at) VALUES (:case_file, :attempts, :try_at)
ON CONFLICT (case_file) DO UPDATE SET attempts = excluded.attempts, try_at = excluded.try_at;

-- name: done(case_file)!
DELETE FROM fetch_attempts WHERE case_file = :case_file;

-- name: forget()!
-- Files that were taken out of their case, or purged, while they waited.
DELETE FROM fetch_attempts WHERE NOT EXISTS (
    SELECT 1 FROM case_files WHERE id = fetch_attempts.case_file AND fetched_at IS NULL AND purged_at IS NULL);
