-- Alerts and notices: what is told to many at once, to whom it went, and who has seen it.

CREATE TABLE alerts (                           -- a row for each message: an alert, an update of it, its end; a notice
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL CHECK (kind IN ('alert', 'notice')),
    message      TEXT NOT NULL CHECK (message IN ('Alert', 'Update', 'Cancel')), -- msgType of CAP 1.2
    state        TEXT NOT NULL CHECK (state IN
                 ('waiting', 'refused', 'withdrawn', 'lapsed', 'live', 'followed', 'expired', 'sent')),
    previous     BIGINT REFERENCES alerts (id), -- the message that this one follows
    sender       TEXT NOT NULL,                 -- of CAP: the same for ever
    exercise     INTEGER NOT NULL DEFAULT 0,
    event        TEXT NOT NULL DEFAULT '',      -- '' for notices, as the next three
    urgency      TEXT NOT NULL DEFAULT '',
    severity     TEXT NOT NULL DEFAULT '',
    certainty    TEXT NOT NULL DEFAULT '',
    error        INTEGER NOT NULL DEFAULT 0,    -- 1: ended because it had been sent in error; 0: it is over
    governorates TEXT NOT NULL DEFAULT '',      -- '' is all of Iraq
    roles        TEXT NOT NULL DEFAULT '',      -- of the people a notice goes to, keys with spaces between
    groups       TEXT NOT NULL DEFAULT '',      -- row ids of the groups a notice goes to
    text_ar      TEXT NOT NULL,
    text_en      TEXT NOT NULL,
    expires_at   TEXT,                          -- NULL: a notice, or the end of an alert
    created_by   BIGINT NOT NULL REFERENCES people (id),
    created_at   TEXT NOT NULL,
    decided_by   BIGINT REFERENCES people (id), -- the second person; NULL where none was needed
    sent_at      TEXT,
    board        BIGINT,                        -- the outbox row that shows the author the counts
    stale        INTEGER NOT NULL DEFAULT 0,    -- 1: the board shows older counts
    version      INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX alerts_open ON alerts (expires_at) WHERE state IN ('live', 'waiting');
CREATE INDEX alerts_stale ON alerts (id) WHERE stale = 1;

CREATE TABLE alert_posts (                      -- a row for each chat that it went to
    alert    BIGINT NOT NULL REFERENCES alerts (id),
    group_id BIGINT REFERENCES groups (id),     -- NULL: a private message
    topic    BIGINT,                            -- of the group's forum; NULL: outside topics
    person   BIGINT REFERENCES people (id),     -- NULL: in a group
    outbox   BIGINT NOT NULL,
    outcome  TEXT NOT NULL DEFAULT 'new' CHECK (outcome IN ('new', 'sent', 'failed', 'unknown')),
    message_id BIGINT                           -- in that chat, once it was sent
);
CREATE INDEX alert_posts_alert ON alert_posts (alert);
CREATE INDEX alert_posts_waiting ON alert_posts (outbox) WHERE outcome = 'new';

CREATE TABLE alert_seen (
    alert   BIGINT NOT NULL REFERENCES alerts (id),
    person  BIGINT NOT NULL REFERENCES people (id),
    seen_at TEXT NOT NULL,
    PRIMARY KEY (alert, person)
);
