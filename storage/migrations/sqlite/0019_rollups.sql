-- Sums of reports by day, place and subject, kept by the database itself: whoever writes a report need not think of them.
-- A later step that makes one of these tables anew makes its triggers anew too; `bot doctor` notices where it did not.

ALTER TABLE reports ADD COLUMN saved_on TEXT GENERATED ALWAYS AS (date(saved_at, '+3 hours')) VIRTUAL; -- Asia/Baghdad
CREATE INDEX reports_cell ON reports (saved_on, coalesce(governorate, ''), kind) WHERE state = 'saved';
CREATE INDEX told_again_report ON told_again (report);

CREATE VIEW standing_reports AS
SELECT reports.*,
    -- Of reports that dispute each other, or tell the same, the one saved first counts.
    CASE WHEN EXISTS (
        SELECT 1 FROM disputed_reports AS mine
        JOIN disputes ON disputes.id = mine.dispute AND coalesce(disputes.outcome, 'agreed') = 'agreed'
        JOIN disputed_reports AS others ON others.dispute = mine.dispute AND others.report < mine.report
        JOIN reports AS earlier ON earlier.id = others.report AND earlier.state = 'saved'
        WHERE mine.report = reports.id
    ) THEN 0 ELSE 1 END AS counts,
    CASE WHEN confirmation = 'confirmed' AND ruled_version = version THEN 1 ELSE 0 END AS confirmed,
    -- Nobody but its reporter told it: neither again, nor in a report of their own with the same figures.
    CASE WHEN EXISTS (SELECT 1 FROM told_again WHERE told_again.report = reports.id AND person <> reports.reporter)
        OR EXISTS (
            SELECT 1 FROM disputed_reports AS mine
            JOIN disputes ON disputes.id = mine.dispute AND disputes.outcome = 'agreed'
            JOIN disputed_reports AS others ON others.dispute = mine.dispute
            JOIN reports AS same ON same.id = others.report AND same.state = 'saved'
                AND same.reporter <> reports.reporter
            WHERE mine.report = reports.id
    ) THEN 0 ELSE 1 END AS single_source
FROM reports WHERE state = 'saved';

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
) WITHOUT ROWID;

CREATE VIEW rollups_of_reports AS
SELECT saved_on AS day, coalesce(governorate, '') AS governorate, kind, named.value AS sector,
    count(*) AS reports,
    sum(1 - confirmed) AS unconfirmed,
    sum(counted) AS counted,
    sum(counted * single_source) AS single_source,
    sum(counted * coalesce(households, 0)) AS households,
    sum(counted * (households_said = 'number')) AS households_given,
    sum(counted * (households_said = 'unknown')) AS households_unknown,
    sum(counted * approximate * (households_said = 'number')) AS households_approximate,
    sum(counted * coalesce(individuals, 0)) AS individuals,
    sum(counted * (individuals_said = 'number')) AS individuals_given,
    sum(counted * (individuals_said = 'unknown')) AS individuals_unknown,
    sum(counted * approximate * (individuals_said = 'number')) AS individuals_approximate
FROM (SELECT *, counts * (1 - nothing_to_report) AS counted FROM standing_reports),
    json_each('["*","' || replace(sectors, ' ', '","') || '"]') AS named
GROUP BY saved_on, coalesce(governorate, ''), kind, named.value;

CREATE VIEW rollups_to_refresh AS SELECT day, governorate, kind FROM rollups;
CREATE TRIGGER refresh_rollups INSTEAD OF INSERT ON rollups_to_refresh BEGIN
    DELETE FROM rollups WHERE day = NEW.day AND governorate = NEW.governorate AND kind = NEW.kind;
    INSERT INTO rollups SELECT * FROM rollups_of_reports
    WHERE day = NEW.day AND governorate = NEW.governorate AND kind = NEW.kind;
END;

CREATE VIEW dispute_cells AS
SELECT DISTINCT mine.dispute, mine.report, saved_on AS day, coalesce(governorate, '') AS governorate, kind
FROM disputed_reports AS mine JOIN disputed_reports AS others ON others.dispute = mine.dispute
JOIN reports ON reports.id = others.report;

-- A new report is of no dispute and nobody told it again: adding it is enough, however many the cell has.
CREATE TRIGGER rollups_after_report AFTER INSERT ON reports WHEN NEW.state = 'saved' BEGIN
    INSERT INTO rollups
    SELECT NEW.saved_on, coalesce(NEW.governorate, ''), NEW.kind, named.value,
        1, 1 - (NEW.confirmation = 'confirmed' AND NEW.ruled_version = NEW.version), told, told,
        told * coalesce(NEW.households, 0),
        told * (NEW.households_said = 'number'),
        told * (NEW.households_said = 'unknown'),
        told * NEW.approximate * (NEW.households_said = 'number'),
        told * coalesce(NEW.individuals, 0),
        told * (NEW.individuals_said = 'number'),
        told * (NEW.individuals_said = 'unknown'),
        told * NEW.approximate * (NEW.individuals_said = 'number')
    FROM (SELECT 1 - NEW.nothing_to_report AS told),
        json_each('["*","' || replace(NEW.sectors, ' ', '","') || '"]') AS named
    WHERE true
    ON CONFLICT (day, governorate, kind, sector) DO UPDATE SET
        reports = reports + excluded.reports,
        unconfirmed = unconfirmed + excluded.unconfirmed,
        counted = counted + excluded.counted,
        single_source = single_source + excluded.single_source,
        households = households + excluded.households,
        households_given = households_given + excluded.households_given,
        households_unknown = households_unknown + excluded.households_unknown,
        households_approximate = households_approximate + excluded.households_approximate,
        individuals = individuals + excluded.individuals,
        individuals_given = individuals_given + excluded.individuals_given,
        individuals_unknown = individuals_unknown + excluded.individuals_unknown,
        individuals_approximate = individuals_approximate + excluded.individuals_approximate;
END;
CREATE TRIGGER rollups_after_change AFTER UPDATE ON reports BEGIN
    INSERT INTO rollups_to_refresh
    SELECT OLD.saved_on, coalesce(OLD.governorate, ''), OLD.kind
    UNION SELECT NEW.saved_on, coalesce(NEW.governorate, ''), NEW.kind
    UNION SELECT day, governorate, kind FROM dispute_cells WHERE report = NEW.id;
END;
CREATE TRIGGER rollups_after_joining AFTER INSERT ON disputed_reports BEGIN
    INSERT INTO rollups_to_refresh SELECT DISTINCT day, governorate, kind FROM dispute_cells WHERE dispute = NEW.dispute;
END;
CREATE TRIGGER rollups_after_leaving AFTER DELETE ON disputed_reports BEGIN
    INSERT INTO rollups_to_refresh
    SELECT day, governorate, kind FROM dispute_cells WHERE dispute = OLD.dispute
    UNION SELECT saved_on, coalesce(governorate, ''), kind FROM reports WHERE id = OLD.report;
END;
CREATE TRIGGER rollups_after_ruling AFTER UPDATE OF outcome ON disputes BEGIN
    INSERT INTO rollups_to_refresh SELECT DISTINCT day, governorate, kind FROM dispute_cells WHERE dispute = NEW.id;
END;
CREATE TRIGGER rollups_after_telling AFTER INSERT ON told_again BEGIN
    INSERT INTO rollups_to_refresh SELECT saved_on, coalesce(governorate, ''), kind FROM reports WHERE id = NEW.report;
END;

INSERT INTO rollups SELECT * FROM rollups_of_reports;

-- What a group was told and is no longer so, found without going through everything that was ever corrected.
ALTER TABLE told_reports ADD COLUMN outdated INTEGER NOT NULL DEFAULT 0;
CREATE INDEX told_reports_report ON told_reports (report);
CREATE INDEX told_reports_outdated ON told_reports (group_id, report) WHERE outdated = 1;
UPDATE told_reports SET outdated = 1
WHERE version < (SELECT version FROM reports WHERE reports.id = told_reports.report);
CREATE TRIGGER told_reports_after_change AFTER UPDATE OF version ON reports BEGIN
    UPDATE told_reports SET outdated = 1 WHERE report = NEW.id;
END;

ALTER TABLE groups ADD COLUMN pictures INTEGER NOT NULL DEFAULT 0; -- 1: the summary comes with pictures
