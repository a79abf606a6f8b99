-- name: put(what, subject, message, now)!
INSERT INTO paper_jobs (what, subject, message, asked_at, try_at) VALUES (:what, :subject, :message, :now, :now);

-- name: due(now, limit)
SELECT * FROM paper_jobs WHERE try_at <= :now ORDER BY id LIMIT :limit;

-- name: count_due(now)$
SELECT count(*) FROM paper_jobs WHERE try_at <= :now;

-- name: later(id, attempts, try_at)!
UPDATE paper_jobs SET attempts = :attempts, try_at = :try_at WHERE id = :id;

-- name: take(id)^
DELETE FROM paper_jobs WHERE id = :id RETURNING id;
