-- Doubts about figures: what reporters said when asked, and reports of one thing that contradict each other.

ALTER TABLE reports ADD COLUMN affirmed TEXT NOT NULL DEFAULT ''; -- figures and days that were odd, and right when asked

CREATE TABLE disputes (
    id        INTEGER PRIMARY KEY,
    opened_at TEXT NOT NULL,
    outcome   TEXT CHECK (outcome IN ('kept', 'both', 'agreed', 'settled')), -- NULL: open
    closed_at TEXT,
    closed_by BIGINT REFERENCES people (id)
);
CREATE INDEX disputes_open ON disputes (id) WHERE outcome IS NULL;
CREATE INDEX disputes_closed ON disputes (closed_at) WHERE closed_at IS NOT NULL;

CREATE TABLE disputed_reports (                 -- the reports of a dispute: the first of them counts until it is closed
    dispute BIGINT NOT NULL REFERENCES disputes (id),
    report  BIGINT NOT NULL REFERENCES reports (id),
    PRIMARY KEY (dispute, report)
);
CREATE INDEX disputed_reports_report ON disputed_reports (report);

-- What was told of one place lately, whatever the figures (`told_lately`); figures of a governorate (`figures_before`, `displaced_…`).
DROP INDEX reports_same;
CREATE INDEX reports_told_lately ON reports (governorate, kind, coalesce(place, place_text), saved_at)
    WHERE state = 'saved';
CREATE INDEX reports_figures ON reports (governorate, kind, saved_at, households, individuals, state)
    WHERE state = 'saved';
CREATE INDEX reports_displaced_to ON reports
    (governorate, origin_governorate, place, origin_place, households, individuals, kind, state)
    WHERE state = 'saved' AND kind = 'displacement';
CREATE INDEX reports_displaced_from ON reports
    (origin_governorate, origin_place, households, individuals, kind, state)
    WHERE state = 'saved' AND kind = 'displacement';
