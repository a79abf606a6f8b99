-- name: begin(outbox, holder)$
-- Nothing comes back for who has lost the sender's lease: then there must be no call.
INSERT INTO calls (outbox, mark)
SELECT CAST(:outbox AS bigint), 'begun' FROM (
    SELECT 1 FROM leases WHERE name = 'sender' AND holder = :holder FOR SHARE) AS mine
ON CONFLICT (outbox) DO UPDATE SET mark = 'begun', message_id = NULL RETURNING outbox;

-- name: sent(outbox, message_id)!
UPDATE calls SET mark = 'sent', message_id = :message_id WHERE outbox = :outbox;

-- name: came_back(outbox)!
UPDATE calls SET mark = 'back' WHERE outbox = :outbox;

-- name: noted()
SELECT outbox, mark, message_id FROM calls;

-- name: clear()!
WITH gone AS (DELETE FROM calls WHERE outbox <> 0)
INSERT INTO calls (outbox, mark) VALUES (0, 'header') ON CONFLICT (outbox) DO NOTHING;
