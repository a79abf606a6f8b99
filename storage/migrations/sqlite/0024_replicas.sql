-- Several processes on one PostgreSQL: who does what only one may do, calls under way, whose updates keep their order.
-- A SQLite database serves one process: there nobody writes the two tables.

CREATE TABLE leases (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL,                       -- the session that holds it
    until  REAL NOT NULL                        -- seconds of the epoch, by the database's clock
);

CREATE TABLE calls (                            -- the sender's journal: how far the call of a row has come
    outbox     BIGINT PRIMARY KEY,              -- 0: the header, without which nothing is known
    mark       TEXT NOT NULL CHECK (mark IN ('header', 'begun', 'sent', 'back')),
    message_id BIGINT
);

ALTER TABLE inbox ADD COLUMN chat TEXT NOT NULL DEFAULT '';   -- updates of one chat are answered in their order
ALTER TABLE inbox ADD COLUMN person TEXT NOT NULL DEFAULT ''; -- and one at a time of one person
