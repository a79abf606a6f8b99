-- Several processes on one database: who does what only one may do, calls under way, whose updates keep their order.
-- Unlogged: nothing waits for the disk. When the server itself crashes both are empty, and that is what is known then.

CREATE UNLOGGED TABLE leases (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL,                       -- the session that holds it: "PID START"
    until  REAL NOT NULL                        -- seconds of the epoch, by the database's clock
);

CREATE UNLOGGED TABLE calls (                   -- the sender's journal: how far the call of a row has come
    outbox     BIGINT PRIMARY KEY,              -- 0: the header, without which nothing is known
    mark       TEXT NOT NULL CHECK (mark IN ('header', 'begun', 'sent', 'back')),
    message_id BIGINT
);

ALTER TABLE inbox ADD COLUMN chat TEXT NOT NULL DEFAULT '';   -- updates of one chat are answered in their order
ALTER TABLE inbox ADD COLUMN person TEXT NOT NULL DEFAULT ''; -- and one at a time of one person

-- The earliest updates that nobody works on, to the end of the transaction: while a process has an update, nobody else
-- gets one of its chat or of its person. What cannot be had holds up the later ones of its chat.
CREATE FUNCTION claim_updates(most BIGINT) RETURNS SETOF inbox LANGUAGE plpgsql AS $$
DECLARE
    waiting RECORD;
    claimed inbox;
    busy text[] := '{}';
    taken BIGINT := 0;
    seen BIGINT := 0;
BEGIN
    FOR waiting IN SELECT update_id, chat, person FROM inbox WHERE state = 'new' ORDER BY update_id LOOP
        EXIT WHEN taken = most OR seen = 2000;
        seen := seen + 1;
        CONTINUE WHEN waiting.chat = ANY (busy);
        IF NOT (pg_try_advisory_xact_lock(1, hashtext(waiting.chat))
            AND pg_try_advisory_xact_lock(2, hashtext(waiting.person))) THEN
            busy := busy || waiting.chat;
            CONTINUE;
        END IF;
        -- A statement of its own sees what the last holder of these locks has kept.
        SELECT * INTO claimed FROM inbox
        WHERE update_id = waiting.update_id AND state = 'new' FOR UPDATE SKIP LOCKED;
        IF FOUND THEN
            taken := taken + 1;
            RETURN NEXT claimed;
        END IF;
    END LOOP;
END $$;
