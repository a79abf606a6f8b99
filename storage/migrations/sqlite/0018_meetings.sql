-- Meetings: series and the occurrences of them that somebody answered, moved, cancelled or was told of.

CREATE TABLE meetings (
    id         INTEGER PRIMARY KEY,
    uid        TEXT NOT NULL UNIQUE,            -- of the calendar file, the same for ever
    kind       TEXT NOT NULL CHECK (kind IN ('periodic', 'emergency', 'civil_military', 'sector')),
    title_ar   TEXT NOT NULL DEFAULT '',
    title_en   TEXT NOT NULL DEFAULT '',
    starts_at  TEXT NOT NULL,                   -- of the first occurrence
    minutes    INTEGER NOT NULL,
    place      TEXT NOT NULL DEFAULT '',        -- or a link
    agenda     TEXT NOT NULL DEFAULT '',
    rule       TEXT NOT NULL DEFAULT '',        -- RFC 5545 without "RRULE:"; '' happens once
    reminders  TEXT NOT NULL DEFAULT '1440 60 10', -- minutes before the start
    groups     TEXT NOT NULL DEFAULT '',        -- row ids of groups
    people     TEXT NOT NULL DEFAULT '',        -- row ids of people invited in private
    state      TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'cancelled')),
    sequence   INTEGER NOT NULL DEFAULT 0,      -- rises with every change that is told
    created_by BIGINT NOT NULL REFERENCES people (id),
    created_at TEXT NOT NULL,
    told_at    TEXT NOT NULL,                   -- reminders that were due before are not sent: it was news just now
    version    INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX meetings_planned ON meetings (starts_at) WHERE state = 'planned';

CREATE TABLE meeting_occurrences (
    id        INTEGER PRIMARY KEY,
    meeting   BIGINT NOT NULL REFERENCES meetings (id),
    slot      TEXT NOT NULL,                    -- when the rule has it
    starts_at TEXT NOT NULL,                    -- when it is; another moment than the slot for one that was moved
    state     TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'cancelled', 'replaced')),
    stale     INTEGER NOT NULL DEFAULT 0,       -- 1: the messages show older counts
    version   INTEGER NOT NULL DEFAULT 1,
    UNIQUE (meeting, slot)
);
CREATE INDEX meeting_occurrences_stale ON meeting_occurrences (id) WHERE stale = 1;

CREATE TABLE meeting_answers (
    occurrence BIGINT NOT NULL REFERENCES meeting_occurrences (id),
    person     BIGINT NOT NULL REFERENCES people (id),
    answer     TEXT NOT NULL CHECK (answer IN ('coming', 'not_coming', 'sending')),
    at         TEXT NOT NULL,
    PRIMARY KEY (occurrence, person)
);

CREATE TABLE meeting_posts (                    -- messages that show the counts: the latest of each chat
    occurrence BIGINT NOT NULL REFERENCES meeting_occurrences (id),
    group_id   BIGINT REFERENCES groups (id),   -- NULL: a private message
    person     BIGINT REFERENCES people (id),   -- NULL: in a group
    outbox     BIGINT NOT NULL,
    head       TEXT NOT NULL                    -- JSON: what stood above it, such as the old moment
);
CREATE INDEX meeting_posts_occurrence ON meeting_posts (occurrence);

CREATE TABLE meeting_calls (                    -- who is called to an emergency meeting, and has seen it
    occurrence BIGINT NOT NULL REFERENCES meeting_occurrences (id),
    person     BIGINT NOT NULL REFERENCES people (id),
    called_at  TEXT NOT NULL,
    seen_at    TEXT,
    PRIMARY KEY (occurrence, person)
);

CREATE TABLE meeting_boards (                   -- the duty officer's board of an emergency meeting
    occurrence BIGINT PRIMARY KEY REFERENCES meeting_occurrences (id),
    person     BIGINT NOT NULL REFERENCES people (id),
    outbox     BIGINT NOT NULL,
    repeat_at  TEXT,                            -- when the silent are called again; NULL once they were
    list_at    TEXT                             -- when the officer gets the list; NULL once it was sent
);

CREATE TABLE meeting_minutes (
    id         INTEGER PRIMARY KEY,
    occurrence BIGINT NOT NULL REFERENCES meeting_occurrences (id),
    kind       TEXT NOT NULL CHECK (kind IN ('minutes', 'decision', 'action')),
    text       TEXT NOT NULL,
    owner      BIGINT REFERENCES people (id),
    due_on     TEXT,
    done_at    TEXT,
    created_by BIGINT NOT NULL REFERENCES people (id),
    created_at TEXT NOT NULL
);
CREATE INDEX meeting_minutes_occurrence ON meeting_minutes (occurrence);
CREATE INDEX meeting_minutes_open ON meeting_minutes (due_on) WHERE kind = 'action' AND done_at IS NULL;

CREATE TABLE calendar_feeds (                   -- private addresses of calendar feeds
    token_hash TEXT PRIMARY KEY,
    person     BIGINT NOT NULL REFERENCES people (id),
    created_at TEXT NOT NULL,
    revoked_at TEXT
);

ALTER TABLE groups ADD COLUMN hijri INTEGER NOT NULL DEFAULT 0; -- 1: meetings show the Hijri date as well
