-- The first schema: the way of an update, people and groups, forms, reports, what is due.
-- Moments are UTC text (storage.moments), JSON is text, lists of codes are words with spaces between.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE inbox (
    update_id   BIGINT PRIMARY KEY,
    payload     TEXT,                           -- the raw update; NULL once it is done
    received_at TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'done', 'dead')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    error_code  TEXT,                           -- what the person was told, to find the failure by
    error       TEXT
);
CREATE INDEX inbox_waiting ON inbox (update_id) WHERE state = 'new';

CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY,
    lane       TEXT NOT NULL,                   -- rows of one lane are sent in order, one at a time
    chat       BIGINT,                          -- NULL where the method has no chat
    method     TEXT NOT NULL,
    params     TEXT NOT NULL,
    urgency    INTEGER NOT NULL DEFAULT 0,      -- 0 answers, 1 notices and everything that can wait a little
    form       BIGINT,                          -- the form whose current card this message is
    state      TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'sending', 'sent', 'unknown', 'failed')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    done_at    TEXT,
    message_id BIGINT,
    error      TEXT
);
CREATE INDEX outbox_waiting ON outbox (lane, id) WHERE state IN ('new', 'sending');
CREATE INDEX outbox_new ON outbox (urgency, id) WHERE state = 'new';
CREATE INDEX outbox_form ON outbox (form, id) WHERE form IS NOT NULL;

CREATE TABLE people (
    id           INTEGER PRIMARY KEY AUTOINCREMENT, -- strangers are forgotten: their id must not become another's
    telegram_id  BIGINT NOT NULL UNIQUE,
    state        TEXT NOT NULL DEFAULT 'new'
                 CHECK (state IN ('new', 'waiting', 'approved', 'rejected', 'suspended')),
    name         TEXT NOT NULL DEFAULT '',
    organisation TEXT NOT NULL DEFAULT '',
    role         TEXT NOT NULL DEFAULT 'stranger',
    governorates TEXT NOT NULL DEFAULT '',
    language     TEXT,                          -- NULL until chosen
    digits       TEXT NOT NULL DEFAULT 'western',
    reachable    INTEGER NOT NULL DEFAULT 1,    -- 0: blocked the bot or deleted the account
    created_at   TEXT NOT NULL,
    decided_at   TEXT,
    decided_by   BIGINT REFERENCES people (id),
    telegram_name TEXT NOT NULL DEFAULT '',     -- as Telegram showed it when met, or at the last request
    username     TEXT NOT NULL DEFAULT '',      -- as telegram_name, without the @
    version      INTEGER NOT NULL DEFAULT 1     -- rises with what an admin decides on: profile and state
);
CREATE INDEX people_role ON people (role) WHERE state = 'approved';
CREATE INDEX people_waiting ON people (id) WHERE state = 'waiting';

CREATE TABLE invitations (
    id           INTEGER PRIMARY KEY,
    token_hash   TEXT NOT NULL UNIQUE,
    role         TEXT NOT NULL,
    governorates TEXT NOT NULL DEFAULT '',
    created_by   BIGINT NOT NULL REFERENCES people (id),
    created_at   TEXT NOT NULL,
    card         BIGINT NOT NULL,               -- the message whose button made it: a double tap makes one
    expires_at   TEXT NOT NULL,
    used_by      BIGINT REFERENCES people (id),
    used_at      TEXT,
    revoked_at   TEXT,
    UNIQUE (created_by, card)
);
CREATE INDEX invitations_open ON invitations (expires_at) WHERE used_at IS NULL AND revoked_at IS NULL;

CREATE TABLE groups (
    id           INTEGER PRIMARY KEY AUTOINCREMENT, -- a request can give way: its id must not become another's
    chat         BIGINT NOT NULL UNIQUE,
    state        TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'refused', 'left')),
    title        TEXT NOT NULL DEFAULT '',
    language     TEXT NOT NULL DEFAULT 'both',
    digits       TEXT NOT NULL DEFAULT 'western',
    summary_at   TEXT NOT NULL DEFAULT '18:00', -- Asia/Baghdad; '' is no summary
    summary_from TEXT,                          -- due times after this moment count: admission, or the last change of the hour
    topic        BIGINT,                        -- the forum topic that gets the summary
    governorates TEXT NOT NULL DEFAULT '',      -- '' is all
    kinds        TEXT NOT NULL DEFAULT '',      -- '' is all
    added_by     BIGINT REFERENCES people (id),
    asked_at     TEXT,                          -- when admins were asked; NULL once they approved
    created_at   TEXT NOT NULL,
    approved_at  TEXT,
    decided_by   BIGINT REFERENCES people (id),
    version      INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE forms (
    id         INTEGER PRIMARY KEY,
    person     BIGINT NOT NULL REFERENCES people (id),
    chat       BIGINT NOT NULL,
    kind       TEXT NOT NULL,
    step       TEXT NOT NULL,
    data       TEXT NOT NULL,
    state      TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'saved', 'cancelled')),
    version    INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    reminded   INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX forms_open ON forms (person) WHERE state = 'open';

CREATE TABLE daily_numbers (
    governorate TEXT NOT NULL,
    day         TEXT NOT NULL,
    last        INTEGER NOT NULL,
    PRIMARY KEY (governorate, day)
);

CREATE TABLE reports (
    id                 INTEGER PRIMARY KEY,
    reference          TEXT NOT NULL UNIQUE,
    state              TEXT NOT NULL DEFAULT 'saved' CHECK (state IN ('saved', 'withdrawn')),
    kind               TEXT NOT NULL,
    governorate        TEXT,
    place              TEXT,
    place_text         TEXT NOT NULL DEFAULT '',
    origin_governorate TEXT,
    origin_place       TEXT,
    origin_text        TEXT NOT NULL DEFAULT '',
    households         BIGINT,
    households_said    TEXT NOT NULL CHECK (households_said IN ('number', 'unknown', 'not reported')),
    individuals        BIGINT,
    individuals_said   TEXT NOT NULL CHECK (individuals_said IN ('number', 'unknown', 'not reported')),
    approximate        INTEGER NOT NULL DEFAULT 0,
    sectors            TEXT NOT NULL DEFAULT '',
    day                TEXT NOT NULL,            -- when it happened, Asia/Baghdad
    nothing_to_report  INTEGER NOT NULL DEFAULT 0,
    note               TEXT NOT NULL DEFAULT '',
    original_text      TEXT NOT NULL DEFAULT '', -- the words of the person, where it came as text
    reporter           BIGINT NOT NULL REFERENCES people (id),
    reporter_areas     TEXT NOT NULL DEFAULT '', -- the reporter's governorates at that time
    organisation       TEXT NOT NULL DEFAULT '',
    form               BIGINT NOT NULL REFERENCES forms (id),
    message            BIGINT,                   -- the message those words came in, in the reporter's private chat
    saved_at           TEXT NOT NULL,
    version            INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX reports_saved ON reports (saved_at, governorate);
CREATE INDEX reports_reporter ON reports (reporter, saved_at);
CREATE INDEX reports_form ON reports (form);
CREATE INDEX reports_message ON reports (reporter, message) WHERE message IS NOT NULL;

CREATE TABLE attachments (                      -- they belong to an update: to all reports of one form
    id      INTEGER PRIMARY KEY,
    form    BIGINT NOT NULL REFERENCES forms (id),
    kind    TEXT NOT NULL CHECK (kind IN ('photo', 'document', 'location')),
    file_id TEXT,
    album   TEXT NOT NULL DEFAULT '',           -- Telegram's id of the album it came in
    caption TEXT NOT NULL DEFAULT '',
    lat     REAL,
    lon     REAL,
    at      TEXT NOT NULL
);
CREATE INDEX attachments_form ON attachments (form);

CREATE TABLE reporters (                        -- who is expected to report, and for which governorates
    code         TEXT PRIMARY KEY,
    name_ar      TEXT NOT NULL,
    name_en      TEXT NOT NULL,
    governorates TEXT NOT NULL
);

CREATE TABLE due (                              -- a due thing is a row: claimed and posted in one transaction
    job     TEXT NOT NULL,
    chat    BIGINT NOT NULL,
    due_at  TEXT NOT NULL,
    done_at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (job, chat, due_at)
);

CREATE TABLE audit (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    person  BIGINT,                             -- NULL: the bot itself; a stranger's row may be gone by now
    action  TEXT NOT NULL,
    subject TEXT NOT NULL DEFAULT ''
);
CREATE INDEX audit_configured ON audit (subject) WHERE action = 'admin by configuration';
