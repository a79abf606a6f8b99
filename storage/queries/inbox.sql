-- name: put*!
INSERT INTO inbox (update_id, payload, received_at, chat, person)
VALUES (:update_id, :payload, :received_at, :chat, :person)
ON CONFLICT (update_id) DO NOTHING;

-- name: waiting(limit)
SELECT update_id, payload, attempts FROM inbox WHERE state = 'new' ORDER BY update_id LIMIT :limit;

-- name: done(update_id)*!
UPDATE inbox SET state = 'done', payload = NULL WHERE update_id = :update_id;

-- name: failed(update_id, state, error_code, error)!
UPDATE inbox SET state = :state, attempts = attempts + 1, error_code = :error_code, error = :error
WHERE update_id = :update_id;

-- name: undone()$
SELECT count(*) FROM inbox WHERE state = 'new';

-- name: counts()
SELECT state, count(*) AS n FROM inbox GROUP BY state;

-- name: forget_before(done, dead)!
DELETE FROM inbox WHERE (state = 'done' AND received_at < :done) OR (state = 'dead' AND received_at < :dead);
