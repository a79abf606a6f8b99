-- name: claim(job, chat, due_at, now)^
INSERT INTO due (job, chat, due_at, done_at, outcome) VALUES (:job, :chat, :due_at, :now, 'posted')
ON CONFLICT (job, chat, due_at) DO NOTHING RETURNING due_at;

-- name: since(job, chat, since)
SELECT due_at FROM due WHERE job = :job AND chat = :chat AND due_at >= :since ORDER BY due_at;

-- name: last_before(job, chat, due_at)$
SELECT max(due_at) FROM due WHERE job = :job AND chat = :chat AND due_at < :due_at;

-- name: move(old, new)!
UPDATE due SET chat = :new WHERE chat = :old AND NOT EXISTS (
    SELECT 1 FROM due AS there WHERE there.chat = :new AND there.job = due.job AND there.due_at = due.due_at);
