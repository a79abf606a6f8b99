-- How grave what a report tells is; and the views and triggers that keep the sums, with what step 19 makes of them on SQLite.

ALTER TABLE reports ADD COLUMN gravity TEXT NOT NULL DEFAULT 'unknown'
    CHECK (gravity IN ('minor', 'moderate', 'severe', 'extreme', 'unknown'));
ALTER TABLE reports ADD COLUMN gravity_chosen INTEGER NOT NULL DEFAULT 0; -- 1: as a person said

-- Of the counted reports; those of unknown gravity are the rest.
ALTER TABLE rollups ADD COLUMN minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollups ADD COLUMN moderate INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollups ADD COLUMN severe INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollups ADD COLUMN extreme INTEGER NOT NULL DEFAULT 0;

-- A view has the columns that its tables had when it was made: a step that adds one to reports makes both views anew.
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

-- The sectors of a report as rows, after '*' for all; '' where it names none.
CREATE FUNCTION sectors_counted(sectors text) RETURNS TABLE (value text) IMMUTABLE LANGUAGE sql AS $$
    SELECT unnest(ARRAY['*'] || CASE sectors WHEN '' THEN ARRAY[''] ELSE string_to_array(sectors, ' ') END) COLLATE "C"
$$;

CREATE VIEW rollups_of_reports AS
SELECT saved_on AS day, coalesce(governorate, '') AS governorate, kind, named.value COLLATE "C" AS sector,
    count(*) AS reports,
    CAST(sum(1 - confirmed) AS BIGINT) AS unconfirmed,
    CAST(sum(counted) AS BIGINT) AS counted,
    CAST(sum(counted * single_source) AS BIGINT) AS single_source,
    CAST(sum(counted * coalesce(households, 0)) AS BIGINT) AS households,
    CAST(sum(counted * CAST(households_said = 'number' AS INT)) AS BIGINT) AS households_given,
    CAST(sum(counted * CAST(households_said = 'unknown' AS INT)) AS BIGINT) AS households_unknown,
    CAST(sum(counted * approximate * CAST(households_said = 'number' AS INT)) AS BIGINT) AS households_approximate,
    CAST(sum(counted * coalesce(individuals, 0)) AS BIGINT) AS individuals,
    CAST(sum(counted * CAST(individuals_said = 'number' AS INT)) AS BIGINT) AS individuals_given,
    CAST(sum(counted * CAST(individuals_said = 'unknown' AS INT)) AS BIGINT) AS individuals_unknown,
    CAST(sum(counted * approximate * CAST(individuals_said = 'number' AS INT)) AS BIGINT) AS individuals_approximate,
    CAST(sum(counted * CAST(gravity = 'minor' AS INT)) AS BIGINT) AS minor,
    CAST(sum(counted * CAST(gravity = 'moderate' AS INT)) AS BIGINT) AS moderate,
    CAST(sum(counted * CAST(gravity = 'severe' AS INT)) AS BIGINT) AS severe,
    CAST(sum(counted * CAST(gravity = 'extreme' AS INT)) AS BIGINT) AS extreme
FROM (SELECT *, counts * (1 - nothing_to_report) AS counted FROM standing_reports) AS standing,
    sectors_counted(sectors) AS named
GROUP BY saved_on, coalesce(governorate, ''), kind, named.value;

-- Writers run beside each other: who touches what sums are made of waits here for the others, and then sees their rows.
CREATE FUNCTION sums_alone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM pg_advisory_xact_lock(0, 1897899845); -- what a process takes that wants to be alone with "reports"
    RETURN NULL;
END $$;
CREATE TRIGGER reports_alone BEFORE INSERT OR UPDATE OR DELETE ON reports
    FOR EACH STATEMENT EXECUTE FUNCTION sums_alone();
CREATE TRIGGER disputes_alone BEFORE INSERT OR UPDATE OR DELETE ON disputes
    FOR EACH STATEMENT EXECUTE FUNCTION sums_alone();
CREATE TRIGGER disputed_reports_alone BEFORE INSERT OR UPDATE OR DELETE ON disputed_reports
    FOR EACH STATEMENT EXECUTE FUNCTION sums_alone();
CREATE TRIGGER told_again_alone BEFORE INSERT OR UPDATE OR DELETE ON told_again
    FOR EACH STATEMENT EXECUTE FUNCTION sums_alone();

CREATE FUNCTION refresh_rollups(the_day text, the_governorate text, the_kind text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM rollups WHERE day = the_day AND governorate = the_governorate AND kind = the_kind;
    INSERT INTO rollups SELECT * FROM rollups_of_reports
    WHERE day = the_day AND governorate = the_governorate AND kind = the_kind;
END $$;

-- A new report is of no dispute and nobody told it again: adding it is enough, however many the cell has.
CREATE FUNCTION rollups_after_report() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told BIGINT := 1 - NEW.nothing_to_report;
BEGIN
    INSERT INTO rollups
    SELECT NEW.saved_on, coalesce(NEW.governorate, ''), NEW.kind, named.value,
        1, CASE WHEN NEW.confirmation = 'confirmed' AND NEW.ruled_version = NEW.version THEN 0 ELSE 1 END, told, told,
        told * coalesce(NEW.households, 0),
        told * CAST(NEW.households_said = 'number' AS INT),
        told * CAST(NEW.households_said = 'unknown' AS INT),
        told * NEW.approximate * CAST(NEW.households_said = 'number' AS INT),
        told * coalesce(NEW.individuals, 0),
        told * CAST(NEW.individuals_said = 'number' AS INT),
        told * CAST(NEW.individuals_said = 'unknown' AS INT),
        told * NEW.approximate * CAST(NEW.individuals_said = 'number' AS INT),
        told * CAST(NEW.gravity = 'minor' AS INT),
        told * CAST(NEW.gravity = 'moderate' AS INT),
        told * CAST(NEW.gravity = 'severe' AS INT),
        told * CAST(NEW.gravity = 'extreme' AS INT)
    FROM sectors_counted(NEW.sectors) AS named
    ON CONFLICT (day, governorate, kind, sector) DO UPDATE SET
        reports = rollups.reports + excluded.reports,
        unconfirmed = rollups.unconfirmed + excluded.unconfirmed,
        counted = rollups.counted + excluded.counted,
        single_source = rollups.single_source + excluded.single_source,
        households = rollups.households + excluded.households,
        households_given = rollups.households_given + excluded.households_given,
        households_unknown = rollups.households_unknown + excluded.households_unknown,
        households_approximate = rollups.households_approximate + excluded.households_approximate,
        individuals = rollups.individuals + excluded.individuals,
        individuals_given = rollups.individuals_given + excluded.individuals_given,
        individuals_unknown = rollups.individuals_unknown + excluded.individuals_unknown,
        individuals_approximate = rollups.individuals_approximate + excluded.individuals_approximate,
        minor = rollups.minor + excluded.minor,
        moderate = rollups.moderate + excluded.moderate,
        severe = rollups.severe + excluded.severe,
        extreme = rollups.extreme + excluded.extreme;
    RETURN NULL;
END $$;
CREATE TRIGGER rollups_after_report AFTER INSERT ON reports
    FOR EACH ROW WHEN (NEW.state = 'saved') EXECUTE FUNCTION rollups_after_report();

CREATE FUNCTION rollups_after_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM refresh_rollups(day, governorate, kind) FROM (
        SELECT OLD.saved_on AS day, coalesce(OLD.governorate, '') AS governorate, OLD.kind AS kind
        UNION SELECT NEW.saved_on, coalesce(NEW.governorate, ''), NEW.kind
        UNION SELECT day, governorate, kind FROM dispute_cells WHERE report = NEW.id) AS cells;
    RETURN NULL;
END $$;
CREATE TRIGGER rollups_after_change AFTER UPDATE ON reports
    FOR EACH ROW EXECUTE FUNCTION rollups_after_change();

CREATE FUNCTION rollups_after_joining() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM refresh_rollups(day, governorate, kind) FROM (
        SELECT DISTINCT day, governorate, kind FROM dispute_cells WHERE dispute = NEW.dispute) AS cells;
    RETURN NULL;
END $$;
CREATE TRIGGER rollups_after_joining AFTER INSERT ON disputed_reports
    FOR EACH ROW EXECUTE FUNCTION rollups_after_joining();

CREATE FUNCTION rollups_after_leaving() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM refresh_rollups(day, governorate, kind) FROM (
        SELECT day, governorate, kind FROM dispute_cells WHERE dispute = OLD.dispute
        UNION SELECT saved_on, coalesce(governorate, ''), kind FROM reports WHERE id = OLD.report) AS cells;
    RETURN NULL;
END $$;
CREATE TRIGGER rollups_after_leaving AFTER DELETE ON disputed_reports
    FOR EACH ROW EXECUTE FUNCTION rollups_after_leaving();

CREATE FUNCTION rollups_after_ruling() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM refresh_rollups(day, governorate, kind) FROM (
        SELECT DISTINCT day, governorate, kind FROM dispute_cells WHERE dispute = NEW.id) AS cells;
    RETURN NULL;
END $$;
CREATE TRIGGER rollups_after_ruling AFTER UPDATE OF outcome ON disputes
    FOR EACH ROW EXECUTE FUNCTION rollups_after_ruling();

CREATE FUNCTION rollups_after_telling() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM refresh_rollups(saved_on, coalesce(governorate, ''), kind) FROM reports WHERE id = NEW.report;
    RETURN NULL;
END $$;
CREATE TRIGGER rollups_after_telling AFTER INSERT ON told_again
    FOR EACH ROW EXECUTE FUNCTION rollups_after_telling();
