-- name: put(lane, chat, method, params, urgency, form, now, made_file, not_before, useful_until)^
INSERT INTO outbox (lane, chat, method, params, urgency, form, created_at, made_file, not_before, useful_until)
VALUES (:lane, :chat, :method, :params, :urgency, :form, :now, :made_file, :not_before, :useful_until) RETURNING id;

-- name: put_all(lane, chat, method, params, urgency, form, now, made_file, not_before, useful_until)*!
INSERT INTO outbox (lane, chat, method, params, urgency, form, created_at, made_file, not_before, useful_until)
VALUES (:lane, :chat, :method, :params, :urgency, :form, :now, :made_file, :not_before, :useful_until);

-- name: hold_until(chat, at)!
UPDATE outbox SET not_before = :at WHERE chat = :chat AND state = 'new' AND not_before IS NOT NULL;

-- name: drop_useless(now)!
UPDATE outbox SET state = 'failed', done_at = :now, error = 'of no use after the quiet hours', params = ''
WHERE state = 'new' AND not_before <= :now AND useful_until <= :now;

-- name: release(now)!
-- It waits to be sent from now on: what was held on purpose is not late.
UPDATE outbox SET not_before = NULL, created_at = :now WHERE state = 'new' AND not_before <= :now;

-- name: next_release()$
SELECT min(not_before) FROM outbox WHERE state = 'new' AND not_before IS NOT NULL;

-- name: card_of_form(form)^
SELECT chat, message_id FROM outbox
WHERE form = :form AND state = 'sent' AND message_id IS NOT NULL ORDER BY id DESC LIMIT 1;

-- name: heads(limit)
SELECT outbox.* FROM outbox JOIN (
    SELECT min(id) AS head FROM outbox WHERE state IN ('new', 'sending') AND not_before IS NULL GROUP BY lane) AS lanes
    ON outbox.id = lanes.head
WHERE outbox.state = 'new' ORDER BY outbox.urgency, outbox.id LIMIT :limit;

-- name: mark_sending*!
UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = :id;

-- name: in_flight()
-- Told as the index of what waits has it, so that a start goes through no history.
SELECT * FROM outbox WHERE state IN ('new', 'sending') AND not_before IS NULL AND state = 'sending' ORDER BY lane, id;

-- name: sent_lately(since)
-- New messages of the last moments, for whoever takes the sending over; among the newest rows, so that a start is quick.
SELECT chat, done_at FROM outbox
WHERE id > (SELECT coalesce(max(id), 0) FROM outbox) - 5000 AND state = 'sent' AND done_at > :since
    AND method LIKE 'send%' AND chat IS NOT NULL
ORDER BY done_at, id;

-- name: again(id)!
UPDATE outbox SET state = 'new' WHERE id = :id;

-- name: resend_as_new(id, params)!
UPDATE outbox SET method = 'sendMessage', params = :params WHERE id = :id;

-- name: finish(id, state, now, message_id, error)*!
-- What was said is not kept: links of invitations and people's texts live where they belong, or nowhere.
UPDATE outbox SET state = :state, done_at = :now, message_id = :message_id, error = :error, params = ''
WHERE id = :id;

-- name: move(old, new, old_name, new_name)!
UPDATE outbox SET lane = replace(lane, :old_name, :new_name), chat = :new
WHERE chat = :old AND state IN ('new', 'sending');

-- name: error_of(id)$
SELECT error FROM outbox WHERE id = :id;

-- name: counts()
SELECT state, count(*) AS n FROM outbox GROUP BY state;

-- name: unsent()$
SELECT count(*) FROM outbox WHERE state IN ('new', 'sending') AND not_before IS NULL;

-- name: forget_before(before)!
DELETE FROM outbox WHERE state IN ('sent', 'failed', 'unknown') AND done_at < :before;
