-- name: next_number(month)$
INSERT INTO passed_numbers (month, last) VALUES (:month, 1)
ON CONFLICT (month) DO UPDATE SET last = passed_numbers.last + 1
RETURNING last;

-- name: begin(number, question, asker, text, group_id, now)^
INSERT INTO passed (number, question, asker, text, group_id, passed_at)
VALUES (:number, :question, :asker, :text, :group_id, :now)
RETURNING *;

-- name: by_id(id)^
SELECT * FROM passed WHERE id = :id;

-- name: open_of(asker)^
SELECT * FROM passed WHERE asker = :asker AND closed_at IS NULL;

-- name: of_card(chat, message)^
-- What waits in the outbox, or was sent so long ago that it is forgotten there, cannot be replied to.
SELECT passed.* FROM passed_cards AS cards
JOIN outbox ON outbox.id = cards.outbox AND outbox.message_id = :message
JOIN passed ON passed.id = cards.passed
WHERE cards.chat = :chat ORDER BY cards.outbox DESC LIMIT 1;

-- name: card(outbox)^
SELECT * FROM passed_cards WHERE outbox = :outbox;

-- name: note_card(outbox, passed, chat, said, for_asker)!
INSERT INTO passed_cards (outbox, passed, chat, said, for_asker)
VALUES (:outbox, :passed, :chat, :said, :for_asker);

-- name: keep(passed, author, side, chat, message, text, file, now)^
INSERT INTO passed_messages (passed, author, side, chat, message, text, file, said_at)
VALUES (:passed, :author, :side, :chat, :message, :text, :file, :now)
ON CONFLICT (chat, message) DO NOTHING RETURNING *;

-- name: found(chat, message)^
SELECT * FROM passed_messages WHERE chat = :chat AND message = :message;

-- name: said(id)^
SELECT * FROM passed_messages WHERE id = :id;

-- name: thread(passed)
SELECT * FROM passed_messages WHERE passed = :passed ORDER BY id;

-- name: first_answer(question)$
SELECT said.text FROM passed_messages AS said JOIN passed ON passed.id = said.passed
WHERE passed.question = :question AND said.side = 'officer' AND said.text <> '' ORDER BY said.id LIMIT 1;

-- name: change(id, text)!
UPDATE passed_messages SET text = :text WHERE id = :id;

-- name: sent(id, now)!
UPDATE passed_messages SET sent_at = :now WHERE id = :id;

-- name: hold(id, version, officer)^
UPDATE passed SET officer = :officer, version = version + 1
WHERE id = :id AND version = :version AND closed_at IS NULL RETURNING *;

-- name: move(id, group_id)^
UPDATE passed SET group_id = :group_id, officer = NULL, version = version + 1 WHERE id = :id RETURNING *;

-- name: answered(id, now)^
UPDATE passed SET answered_at = :now WHERE id = :id AND answered_at IS NULL RETURNING *;

-- name: close(id, closed_by, now)^
UPDATE passed SET closed_at = :now, closed_by = :closed_by, version = version + 1
WHERE id = :id AND closed_at IS NULL RETURNING *;

-- name: reopen(id)^
UPDATE passed SET closed_at = NULL, closed_by = NULL, version = version + 1
WHERE id = :id AND closed_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM passed AS other WHERE other.asker = passed.asker AND other.closed_at IS NULL)
RETURNING *;

-- name: unanswered(before)
SELECT * FROM passed WHERE answered_at IS NULL AND closed_at IS NULL AND passed_at <= :before ORDER BY id;

-- name: escalated(job)
-- Those without an answer that the last notice was given of, with when that was.
SELECT passed.*, due.done_at FROM passed
JOIN due ON due.job = :job AND due.chat = passed.id AND due.due_at = passed.passed_at
WHERE passed.answered_at IS NULL AND passed.closed_at IS NULL ORDER BY passed.id;

-- name: last_said(passed)$
SELECT max(said_at) FROM passed_messages WHERE passed = :passed;

-- name: idle(before)
SELECT * FROM passed WHERE closed_at IS NULL AND answered_at < :before AND NOT EXISTS (
    SELECT 1 FROM passed_messages AS said WHERE said.passed = passed.id AND said.said_at >= :before) ORDER BY id;

-- name: last_chat(passed, author)$
SELECT chat FROM passed_messages WHERE passed = :passed AND author = :author ORDER BY id DESC LIMIT 1;

-- name: forget_texts(before)!
UPDATE passed SET text = '' WHERE closed_at < :before AND text <> '';

-- name: forget_messages(before)!
UPDATE passed_messages SET text = '', file = ''
WHERE passed IN (SELECT id FROM passed WHERE closed_at < :before AND text <> '');
