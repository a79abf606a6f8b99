-- As for SQLite, without what was posted before this step: no PostgreSQL database is as old as that.

CREATE TABLE report_changes (                   -- a row per changed field; a withdrawal changes the state
    id      INTEGER PRIMARY KEY,
    report  BIGINT NOT NULL REFERENCES reports (id),
    version INTEGER NOT NULL,                   -- the version that the change made
    at      TEXT NOT NULL,
    person  BIGINT NOT NULL REFERENCES people (id),
    field   TEXT NOT NULL,
    before  TEXT NOT NULL,                      -- JSON: what the field was made of
    after   TEXT NOT NULL
);
CREATE INDEX report_changes_report ON report_changes (report, version);
CREATE INDEX report_changes_at ON report_changes (at);

CREATE TABLE told_reports (
    group_id BIGINT NOT NULL REFERENCES groups (id),
    report   BIGINT NOT NULL REFERENCES reports (id),
    version  INTEGER NOT NULL,
    PRIMARY KEY (group_id, report)
);
