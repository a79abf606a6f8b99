-- name: put(what, subject, message, slow, asked_by, now)^
INSERT INTO paper_jobs (what, subject, message, slow, asked_by, asked_at, try_at)
VALUES (:what, :subject, :message, :slow, :asked_by, :now, :now) RETURNING id;

-- name: due(now, slow, limit)
SELECT * FROM paper_jobs WHERE try_at <= :now AND slow = :slow ORDER BY id LIMIT :limit;

-- name: count_due(now)$
SELECT count(*) FROM paper_jobs WHERE try_at <= :now;

-- name: later(id, attempts, try_at)!
UPDATE paper_jobs SET attempts = :attempts, try_at = :try_at WHERE id = :id;

-- name: take(id)^
DELETE FROM paper_jobs WHERE id = :id RETURNING id;

-- name: is_wanted(id)$
SELECT count(*) FROM paper_jobs WHERE id = :id;

-- name: under_way(asked_by)$
SELECT count(*) FROM paper_jobs WHERE asked_by = :asked_by;

-- name: call_off(id, asked_by)^
DELETE FROM paper_jobs WHERE id = :id AND asked_by = :asked_by RETURNING id;
