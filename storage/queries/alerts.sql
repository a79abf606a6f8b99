-- name: add(kind, message, state, previous, sender, exercise, event, urgency, severity, certainty, error, governorates, districts, roles, groups, text_ar, text_en, expires_at, by, now)^
INSERT INTO alerts (kind, message, state, previous, sender, exercise, event, urgency, severity, certainty, error,
    governorates, districts, roles, groups, text_ar, text_en, expires_at, created_by, created_at)
VALUES (:kind, :message, :state, :previous, :sender, :exercise, :event, :urgency, :severity, :certainty, :error,
    :governorates, :districts, :roles, :groups, :text_ar, :text_en, :expires_at, :by, :now)
RETURNING *;

-- name: by_id(id)^
SELECT * FROM alerts WHERE id = :id;

-- name: decide(id, version, state, by)^
UPDATE alerts SET state = :state, decided_by = :by, version = version + 1
WHERE id = :id AND version = :version AND state = 'waiting' RETURNING *;

-- name: sent(id, state, now)^
UPDATE alerts SET state = :state, sent_at = :now, version = version + 1 WHERE id = :id RETURNING *;

-- name: follow(id)!
UPDATE alerts SET state = 'followed', stale = 1, version = version + 1 WHERE id = :id AND state = 'live';

-- name: in_state(state)
SELECT * FROM alerts WHERE state = :state ORDER BY id DESC;

-- name: alike(event, exercise, since)
SELECT * FROM alerts WHERE kind = 'alert' AND event = :event AND state = 'live' AND exercise = :exercise AND sent_at >= :since
ORDER BY id DESC;

-- name: take_expired(now)
UPDATE alerts SET state = 'expired', stale = 1, version = version + 1
WHERE state = 'live' AND expires_at <= :now RETURNING *;

-- name: take_lapsed(now, created)
UPDATE alerts SET state = 'lapsed', version = version + 1
WHERE state = 'waiting' AND (expires_at <= :now OR (expires_at IS NULL AND created_at <= :created)) RETURNING *;

-- name: next_expiry()$
SELECT min(expires_at) FROM alerts WHERE state IN ('live', 'waiting');

-- name: oldest_waiting()$
SELECT min(created_at) FROM alerts WHERE state = 'waiting' AND expires_at IS NULL;

-- name: set_board(id, outbox)!
UPDATE alerts SET board = :outbox WHERE id = :id;

-- name: board(id)^
SELECT outbox.chat, outbox.message_id FROM alerts JOIN outbox ON outbox.id = alerts.board
WHERE alerts.id = :id AND outbox.message_id IS NOT NULL;

-- name: add_post(alert, group_id, topic, person, outbox)!
INSERT INTO alert_posts (alert, group_id, topic, person, outbox)
VALUES (:alert, :group_id, :topic, :person, :outbox);

-- name: posts(alert)
SELECT * FROM alert_posts WHERE alert = :alert ORDER BY outbox;

-- name: ended_posts()
SELECT posts.alert, posts.outbox, outbox.state, outbox.message_id
FROM alert_posts AS posts JOIN outbox ON outbox.id = posts.outbox
WHERE posts.outcome = 'new' AND outbox.state IN ('sent', 'failed', 'unknown');

-- name: end_post(outbox, outcome, message_id)!
UPDATE alert_posts SET outcome = :outcome, message_id = :message_id WHERE outbox = :outbox AND outcome = 'new';

-- name: see(alert, person, now)^
INSERT INTO alert_seen (alert, person, seen_at) VALUES (:alert, :person, :now)
ON CONFLICT (alert, person) DO NOTHING RETURNING person;

-- name: seen(alert)
SELECT person FROM alert_seen WHERE alert = :alert ORDER BY seen_at, person;

-- name: stale(id)!
UPDATE alerts SET stale = 1 WHERE id = :id;

-- name: take_stale()
-- A board that is on its way has no number yet by which it could be edited: its alert stays stale until then.
UPDATE alerts SET stale = 0
WHERE stale = 1 AND NOT EXISTS (
    SELECT 1 FROM outbox WHERE outbox.id = alerts.board AND outbox.state IN ('new', 'sending')
)
RETURNING *;
