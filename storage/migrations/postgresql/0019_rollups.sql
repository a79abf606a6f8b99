-- Sums of reports by day, place and subject, as for SQLite; views and triggers are made in step 20, which changes them.

CREATE FUNCTION day_in_baghdad(at text) RETURNS text IMMUTABLE STRICT LANGUAGE plpgsql AS
$$ BEGIN RETURN to_char(CAST(replace(at, 'Z', '') AS TIMESTAMP) + INTERVAL '3 hours', 'YYYY-MM-DD'); END $$;

ALTER TABLE reports ADD COLUMN saved_on TEXT GENERATED ALWAYS AS (day_in_baghdad(saved_at)) STORED; -- Asia/Baghdad
CREATE INDEX reports_cell ON reports (saved_on, coalesce(governorate, ''), kind) WHERE state = 'saved';
CREATE INDEX told_again_report ON told_again (report);

CREATE TABLE rollups (
    day                     TEXT NOT NULL,      -- on which the reports were saved, Asia/Baghdad
    governorate             TEXT NOT NULL,      -- '' for reports of none
    kind                    TEXT NOT NULL,
    sector                  TEXT NOT NULL,      -- '*' for all reports of the kind, '' for those that name no sector
    reports                 INTEGER NOT NULL,   -- that stand
    unconfirmed             INTEGER NOT NULL,   -- of them
    counted                 INTEGER NOT NULL,   -- of them: neither "nothing to report" nor beside another of the same thing
    single_source           INTEGER NOT NULL,   -- of those counted, as all that follows
    households              INTEGER NOT NULL,
    households_given        INTEGER NOT NULL,
    households_unknown      INTEGER NOT NULL,
    households_approximate  INTEGER NOT NULL,
    individuals             INTEGER NOT NULL,
    individuals_given       INTEGER NOT NULL,
    individuals_unknown     INTEGER NOT NULL,
    individuals_approximate INTEGER NOT NULL,
    PRIMARY KEY (day, governorate, kind, sector)
);

CREATE VIEW dispute_cells AS
SELECT DISTINCT mine.dispute, mine.report, saved_on AS day, coalesce(governorate, '') AS governorate, kind
FROM disputed_reports AS mine JOIN disputed_reports AS others ON others.dispute = mine.dispute
JOIN reports ON reports.id = others.report;

ALTER TABLE told_reports ADD COLUMN outdated INTEGER NOT NULL DEFAULT 0;
CREATE INDEX told_reports_report ON told_reports (report);
CREATE INDEX told_reports_outdated ON told_reports (group_id, report) WHERE outdated = 1;
CREATE FUNCTION told_reports_after_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE told_reports SET outdated = 1 WHERE report = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER told_reports_after_change AFTER UPDATE OF version ON reports
    FOR EACH ROW EXECUTE FUNCTION told_reports_after_change();

ALTER TABLE groups ADD COLUMN pictures INTEGER NOT NULL DEFAULT 0; -- 1: the summary comes with pictures
