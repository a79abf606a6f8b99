-- Who hears of what and when not, thresholds that page the duty officer, and shifts handed over in writing.

CREATE TABLE subscriptions (                    -- what a group's topic, or a person, hears of; without a row: the usual
    id           INTEGER PRIMARY KEY,
    group_id     BIGINT REFERENCES groups (id), -- NULL: of a person
    topic        BIGINT NOT NULL DEFAULT 0,     -- 0: outside topics
    person       BIGINT REFERENCES people (id), -- NULL: of a group
    governorates TEXT NOT NULL,                 -- '' is all
    kinds        TEXT NOT NULL,                 -- '' is nothing
    gravity      TEXT NOT NULL,                 -- the least gravity of incidents and alerts
    notes        TEXT NOT NULL CHECK (notes IN ('confirmed', 'at_once')),
    version      INTEGER NOT NULL DEFAULT 1,
    CHECK ((group_id IS NULL) <> (person IS NULL))
);
CREATE UNIQUE INDEX subscriptions_group ON subscriptions (group_id, topic) WHERE group_id IS NOT NULL;
CREATE UNIQUE INDEX subscriptions_person ON subscriptions (person) WHERE person IS NOT NULL;

ALTER TABLE groups ADD COLUMN quiet TEXT NOT NULL DEFAULT ''; -- "22:00 07:00" in Asia/Baghdad; '' is never
ALTER TABLE people ADD COLUMN quiet TEXT NOT NULL DEFAULT '';

ALTER TABLE outbox ADD COLUMN not_before TEXT;  -- waits for the end of quiet hours; NULL: may go
ALTER TABLE outbox ADD COLUMN useful_until TEXT; -- of no use to anybody afterwards; NULL: always of use
DROP INDEX outbox_waiting;
DROP INDEX outbox_new;
CREATE INDEX outbox_waiting ON outbox (lane, id) WHERE state IN ('new', 'sending') AND not_before IS NULL;
CREATE INDEX outbox_new ON outbox (urgency, id) WHERE state = 'new';
CREATE INDEX outbox_held ON outbox (not_before) WHERE state = 'new' AND not_before IS NOT NULL;

CREATE TABLE report_notes (                     -- short notes of reports: a repeat soon after joins the message
    id          INTEGER PRIMARY KEY,
    group_id    BIGINT NOT NULL DEFAULT 0,      -- 0: to a person
    topic       BIGINT NOT NULL DEFAULT 0,
    person      BIGINT NOT NULL DEFAULT 0,      -- 0: in a group
    kind        TEXT NOT NULL,
    governorate TEXT NOT NULL,
    outbox      BIGINT NOT NULL,
    posted_at   TEXT NOT NULL,
    stale       INTEGER NOT NULL DEFAULT 0      -- 1: the message does not show all of it yet
);
CREATE INDEX report_notes_place ON report_notes (group_id, topic, person, posted_at);
CREATE INDEX report_notes_posted ON report_notes (posted_at);
CREATE INDEX report_notes_stale ON report_notes (id) WHERE stale = 1;

CREATE TABLE report_note_lines (
    note    BIGINT NOT NULL REFERENCES report_notes (id),
    report  BIGINT NOT NULL REFERENCES reports (id),
    version INTEGER NOT NULL,                   -- of the report, as it was shown last
    gravity TEXT NOT NULL,
    PRIMARY KEY (note, report)
);
CREATE INDEX report_note_lines_report ON report_note_lines (report);

CREATE TABLE thresholds (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('figures', 'silence', 'gravity')),
    subject    TEXT NOT NULL DEFAULT '',        -- figures: kind of report; gravity: the least gravity
    unit       TEXT NOT NULL DEFAULT '',        -- figures: households or individuals
    area       TEXT NOT NULL DEFAULT '',        -- figures: in one district or governorate
    amount     INTEGER NOT NULL DEFAULT 1,      -- from so many on
    hours      INTEGER NOT NULL DEFAULT 24,     -- figures: within so many hours
    at         TEXT NOT NULL DEFAULT '',        -- silence: "HH:MM" in Asia/Baghdad
    minutes    INTEGER NOT NULL DEFAULT 10,     -- without an answer the next one is paged
    state      TEXT NOT NULL DEFAULT 'on' CHECK (state IN ('on', 'off', 'removed')),
    created_by BIGINT NOT NULL REFERENCES people (id),
    set_at     TEXT NOT NULL,                   -- made or switched on: what was before is no news
    version    INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE crossings (
    id         INTEGER PRIMARY KEY,
    threshold  BIGINT NOT NULL REFERENCES thresholds (id),
    subject    TEXT NOT NULL,                   -- a place, a reference, or a day
    value      INTEGER NOT NULL,                -- what was counted then
    told       TEXT NOT NULL,                   -- JSON: what the page tells beside it
    crossed_at TEXT NOT NULL,
    ended_at   TEXT,                            -- below it again; NULL: not yet
    taken_by   BIGINT REFERENCES people (id),
    taken_at   TEXT,
    next_at    TEXT                             -- when the next one is paged; NULL: taken, or nobody is left
);
CREATE UNIQUE INDEX crossings_standing ON crossings (threshold, subject) WHERE ended_at IS NULL;
CREATE INDEX crossings_next ON crossings (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE pages (                            -- who was paged of a crossing
    crossing BIGINT NOT NULL REFERENCES crossings (id),
    person   BIGINT NOT NULL REFERENCES people (id),
    outbox   BIGINT NOT NULL,
    paged_at TEXT NOT NULL,
    PRIMARY KEY (crossing, person)
);

CREATE TABLE shifts (                           -- the latest one is who is on duty
    id         INTEGER PRIMARY KEY,
    officer    BIGINT NOT NULL REFERENCES people (id),
    began_at   TEXT NOT NULL,
    state      TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'offered', 'signed')),
    note       TEXT NOT NULL DEFAULT '',        -- JSON: what the bot wrote when it was handed over
    offered_at TEXT,
    remind_at  TEXT,                            -- when an unsigned hand-over is reminded of; NULL: not
    reminded   INTEGER NOT NULL DEFAULT 0,
    signed_by  BIGINT REFERENCES people (id),
    signed_at  TEXT,
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX shifts_standing ON shifts ((1)) WHERE state <> 'signed';
CREATE INDEX shifts_remind ON shifts (remind_at) WHERE remind_at IS NOT NULL;

CREATE TABLE shift_lines (                      -- what the officer added
    id    INTEGER PRIMARY KEY,
    shift BIGINT NOT NULL REFERENCES shifts (id),
    text  TEXT NOT NULL,
    at    TEXT NOT NULL
);
CREATE INDEX shift_lines_shift ON shift_lines (shift);
