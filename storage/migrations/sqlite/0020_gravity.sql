-- How grave what a report tells is: by the rule of coordination/reports/gravity.py, or as a person said.

ALTER TABLE reports ADD COLUMN gravity TEXT NOT NULL DEFAULT 'unknown'
    CHECK (gravity IN ('minor', 'moderate', 'severe', 'extreme', 'unknown'));
ALTER TABLE reports ADD COLUMN gravity_chosen INTEGER NOT NULL DEFAULT 0; -- 1: as a person said

-- Of the counted reports; those of unknown gravity are the rest.
ALTER TABLE rollups ADD COLUMN minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollups ADD COLUMN moderate INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollups ADD COLUMN severe INTEGER NOT NULL DEFAULT 0;
ALTER TABLE rollups ADD COLUMN extreme INTEGER NOT NULL DEFAULT 0;

DROP TRIGGER refresh_rollups;
DROP VIEW rollups_of_reports;
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
    sum(counted * approximate * (individuals_said = 'number')) AS individuals_approximate,
    sum(counted * (gravity = 'minor')) AS minor,
    sum(counted * (gravity = 'moderate')) AS moderate,
    sum(counted * (gravity = 'severe')) AS severe,
    sum(counted * (gravity = 'extreme')) AS extreme
FROM (SELECT *, counts * (1 - nothing_to_report) AS counted FROM standing_reports),
    json_each('["*","' || replace(sectors, ' ', '","') || '"]') AS named
GROUP BY saved_on, coalesce(governorate, ''), kind, named.value;

CREATE TRIGGER refresh_rollups INSTEAD OF INSERT ON rollups_to_refresh BEGIN
    DELETE FROM rollups WHERE day = NEW.day AND governorate = NEW.governorate AND kind = NEW.kind;
    INSERT INTO rollups SELECT * FROM rollups_of_reports
    WHERE day = NEW.day AND governorate = NEW.governorate AND kind = NEW.kind;
END;

DROP TRIGGER rollups_after_report;
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
        told * NEW.approximate * (NEW.individuals_said = 'number'),
        told * (NEW.gravity = 'minor'),
        told * (NEW.gravity = 'moderate'),
        told * (NEW.gravity = 'severe'),
        told * (NEW.gravity = 'extreme')
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
        individuals_approximate = individuals_approximate + excluded.individuals_approximate,
        minor = minor + excluded.minor,
        moderate = moderate + excluded.moderate,
        severe = severe + excluded.severe,
        extreme = extreme + excluded.extreme;
END;
