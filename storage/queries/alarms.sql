-- name: oldest_update()$
SELECT min(received_at) FROM inbox WHERE state = 'new';

-- name: updates_since(since)$
SELECT count(*) FROM inbox WHERE received_at > :since;

-- name: oldest_unsent()$
SELECT min(created_at) FROM outbox WHERE state IN ('new', 'sending') AND not_before IS NULL;

-- name: standing()
SELECT key, value FROM meta WHERE key LIKE 'alarm %' ORDER BY key;

-- name: begins(key, value)^
INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO NOTHING RETURNING key;

-- name: ends(key)^
DELETE FROM meta WHERE key = :key RETURNING key;
