-- The centre's word on a report: confirmed, questioned, denied; questions with their answers; what somebody looks for.

ALTER TABLE reports ADD COLUMN confirmation TEXT NOT NULL DEFAULT 'unconfirmed'
    CHECK (confirmation IN ('unconfirmed', 'confirmed', 'questioned', 'denied'));
ALTER TABLE reports ADD COLUMN ruled_version INTEGER NOT NULL DEFAULT 0; -- of the report: a correction is unconfirmed again
ALTER TABLE reports ADD COLUMN ruled_by BIGINT REFERENCES people (id);
ALTER TABLE reports ADD COLUMN ruled_at TEXT;
ALTER TABLE reports ADD COLUMN rulings INTEGER NOT NULL DEFAULT 0;       -- rises with every ruling and answer
CREATE INDEX reports_unruled ON reports (saved_at, id)
    WHERE state = 'saved' AND (confirmation <> 'confirmed' OR ruled_version <> version);

CREATE TABLE report_questions (
    id          INTEGER PRIMARY KEY,
    report      BIGINT NOT NULL REFERENCES reports (id),
    asked_by    BIGINT NOT NULL REFERENCES people (id),
    asked_at    TEXT NOT NULL,
    question    TEXT NOT NULL,
    answer      TEXT NOT NULL DEFAULT '',
    answered_at TEXT                            -- NULL: the reporter has not answered yet
);
CREATE INDEX report_questions_report ON report_questions (report, id);

CREATE TABLE finds (                            -- the last search of each person: buttons have no room for words
    person  BIGINT PRIMARY KEY REFERENCES people (id),
    words   TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);
