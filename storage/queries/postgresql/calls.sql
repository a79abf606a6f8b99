-- name: begin(outboxes, holder)
-- Nothing comes back for who has lost the sender's lease: then there must be no call.
INSERT INTO calls (outbox, mark)
SELECT beginning.outbox, 'begun' FROM unnest(CAST(:outboxes AS bigint[])) AS beginning (outbox), (
    SELECT 1 FROM leases WHERE name = 'sender' AND holder = :holder FOR SHARE) AS mine
ON CONFLICT (outbox) DO UPDATE SET mark = 'begun', message_id = NULL RETURNING outbox;

-- name: ended(outboxes, marks, message_ids)!
UPDATE calls SET mark = ended.mark, message_id = ended.message_id
FROM unnest(CAST(:outboxes AS bigint[]), CAST(:marks AS text[]), CAST(:message_ids AS bigint[]))
    AS ended (outbox, mark, message_id)
WHERE calls.outbox = ended.outbox;

-- name: noted()
SELECT outbox, mark, message_id FROM calls;

-- name: clear()!
WITH gone AS (DELETE FROM calls WHERE outbox <> 0)
INSERT INTO calls (outbox, mark) VALUES (0, 'header') ON CONFLICT (outbox) DO NOTHING;
