-- Deadlines of those who must report, their deputies' stand-ins, reminders put off.

ALTER TABLE reporters ADD COLUMN deadline TEXT NOT NULL DEFAULT '16:00'; -- Asia/Baghdad
ALTER TABLE reporters ADD COLUMN crisis_since TEXT; -- since then due at 08:00 and 20:00 instead; NULL: no crisis
ALTER TABLE reporters ADD COLUMN asked_from TEXT;   -- deadlines up to this moment were never asked for
ALTER TABLE reporters ADD COLUMN changed_at TEXT;   -- the last change of the deadlines: of earlier ones nobody is reminded
ALTER TABLE reporters ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

CREATE TABLE handovers (                            -- on these days a deputy is reminded instead of the focal point
    id         INTEGER PRIMARY KEY,
    person     BIGINT NOT NULL REFERENCES people (id),
    deputy     BIGINT NOT NULL REFERENCES people (id),
    first_day  TEXT NOT NULL,                       -- Asia/Baghdad, as the last one
    last_day   TEXT NOT NULL,
    created_at TEXT NOT NULL,
    ended_at   TEXT                                 -- taken back, or replaced by another
);
CREATE UNIQUE INDEX handovers_open ON handovers (person) WHERE ended_at IS NULL;

CREATE TABLE snoozes (                              -- a reminder that its receiver put off
    person   BIGINT NOT NULL REFERENCES people (id),
    deadline TEXT NOT NULL,
    again_at TEXT NOT NULL,
    PRIMARY KEY (person, deadline)
);
CREATE INDEX snoozes_again ON snoozes (again_at);

CREATE INDEX reports_areas ON reports (reporter_areas, id) WHERE state = 'saved';
