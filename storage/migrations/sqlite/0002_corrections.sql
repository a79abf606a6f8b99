-- Corrections: what changed in a report, and which version of it each group was told in a summary.

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

-- Summaries posted before this step told what was saved in the day before them.
INSERT INTO told_reports (group_id, report, version)
SELECT DISTINCT groups.id, reports.id, reports.version
FROM due
JOIN groups ON groups.chat = due.chat
JOIN reports ON reports.saved_at <= due.due_at
    AND reports.saved_at > strftime('%Y-%m-%dT%H:%M:%fZ', due.due_at, '-1 day')
WHERE due.job = 'daily summary' AND reports.state = 'saved'
    AND (groups.governorates = '' OR ' ' || groups.governorates || ' ' LIKE '% ' || reports.governorate || ' %')
    AND (groups.kinds = '' OR ' ' || groups.kinds || ' ' LIKE '% ' || reports.kind || ' %');
