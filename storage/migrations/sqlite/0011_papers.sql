-- Files that the bot makes or hands out, papers to be drawn, and how fetching the papers of cases goes.

CREATE TABLE made_files (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    mime        TEXT NOT NULL,
    content     BLOB,                           -- NULL: the bytes are those of case_file
    case_file   BIGINT,                         -- opened only at the moment of sending, never kept in plain
    file_id     TEXT,                           -- Telegram's, once it was sent; never for case_file
    method      TEXT NOT NULL DEFAULT '',       -- that it was sent by: a file_id is good for one kind only
    made_at     TEXT NOT NULL,
    kept_until  TEXT NOT NULL,
    CHECK (content IS NOT NULL OR case_file IS NOT NULL)
);
CREATE INDEX made_files_kept ON made_files (kept_until);

ALTER TABLE outbox ADD COLUMN made_file BIGINT; -- NULL: a message without a file of ours
CREATE INDEX outbox_made_file ON outbox (made_file) WHERE made_file IS NOT NULL AND state IN ('new', 'sending');

CREATE TABLE paper_jobs (                       -- drawing takes too long for a turn: a row asks for it
    id       INTEGER PRIMARY KEY,
    what     TEXT NOT NULL,                     -- which paper
    subject  TEXT NOT NULL,                     -- JSON: of what; codes and ids, nothing personal
    message  TEXT NOT NULL,                     -- JSON: the call that will carry it
    asked_at TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    try_at   TEXT NOT NULL
);
CREATE INDEX paper_jobs_due ON paper_jobs (try_at);

CREATE TABLE fetch_attempts (                   -- files of cases that could not be fetched at once
    case_file BIGINT PRIMARY KEY,
    attempts  INTEGER NOT NULL,
    try_at    TEXT NOT NULL
);
