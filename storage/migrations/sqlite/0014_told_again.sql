-- Somebody told again what was saved already: no new report, and yet their body was heard.

CREATE TABLE told_again (
    report         BIGINT NOT NULL REFERENCES reports (id),
    person         BIGINT NOT NULL REFERENCES people (id),
    reporter_areas TEXT NOT NULL,                   -- as in reports
    at             TEXT NOT NULL
);
CREATE INDEX told_again_at ON told_again (at);
