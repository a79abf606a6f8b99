-- name: by_chat(chat)^
SELECT * FROM groups WHERE chat = :chat;

-- name: by_id(id)^
SELECT * FROM groups WHERE id = :id;

-- name: approved()
SELECT * FROM groups WHERE state = 'approved' ORDER BY id;

-- name: unsent_there(lane, enough)$
SELECT count(*) FROM (
    SELECT 1 FROM outbox WHERE lane = :lane AND state IN ('new', 'sending') AND not_before IS NULL LIMIT :enough) AS unsent;

-- name: arrive(chat, title, added_by, now)^
INSERT INTO groups (chat, title, added_by, created_at) VALUES (:chat, :title, :added_by, :now)
ON CONFLICT (chat) DO UPDATE SET title = excluded.title, added_by = excluded.added_by, version = groups.version + 1,
    state = CASE WHEN groups.state = 'approved' THEN 'approved' ELSE 'waiting' END
RETURNING *;

-- name: decide(id, version, state, now, decided_by)^
UPDATE groups SET state = :state, decided_by = :decided_by, version = version + 1,
    asked_at = CASE WHEN :state = 'approved' THEN NULL ELSE asked_at END,
    approved_at = CASE WHEN :state = 'approved' THEN :now ELSE approved_at END,
    summary_from = CASE WHEN :state = 'approved' THEN :now ELSE summary_from END
WHERE id = :id AND version = :version RETURNING *;

-- name: answering()^
SELECT * FROM groups WHERE state = 'approved' AND answers = 1 ORDER BY id LIMIT 1;

-- name: answer_nowhere_else(id)!
UPDATE groups SET answers = 0, version = version + 1 WHERE answers = 1 AND id <> :id;

-- name: settle(id, version, language, digits, summary_at, topic, governorates, kinds, answers, hijri, pictures, weekly_report, monthly_report, now)^
UPDATE groups SET language = :language, digits = :digits, summary_at = :summary_at, topic = :topic,
    governorates = :governorates, kinds = :kinds, answers = :answers, hijri = :hijri, pictures = :pictures,
    weekly_report = :weekly_report, monthly_report = :monthly_report, version = version + 1,
    reports_from = CASE WHEN weekly_report <> :weekly_report OR monthly_report <> :monthly_report THEN :now
        ELSE reports_from END,
    summary_from = CASE WHEN summary_at <> :summary_at THEN :now ELSE summary_from END
WHERE id = :id AND version = :version RETURNING *;

-- name: asked(id, asked_at)!
UPDATE groups SET asked_at = :asked_at WHERE id = :id;

-- name: rename(id, title)!
-- What admins approve is the title on their card: another title makes the card an old one.
UPDATE groups SET title = :title, version = version + CASE WHEN state = 'waiting' AND title <> :title THEN 1 ELSE 0 END
WHERE id = :id;

-- name: make_room(old, new)!
DELETE FROM groups WHERE chat = :new AND state = 'waiting'
    AND EXISTS (SELECT 1 FROM groups AS before WHERE before.chat = :old);

-- name: move(old, new)!
UPDATE groups SET chat = :new, version = version + 1
WHERE chat = :old AND NOT EXISTS (SELECT 1 FROM groups AS there WHERE there.chat = :new);
