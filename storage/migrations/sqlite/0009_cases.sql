-- Cases: requests for visas, letters, convoys, flights and customs, their steps and their papers.

CREATE TABLE cases (
    id               INTEGER PRIMARY KEY,
    number           TEXT UNIQUE,               -- NULL: a draft
    kind             TEXT NOT NULL,             -- reference/cases/KIND.toml
    state            TEXT NOT NULL DEFAULT 'draft' CHECK (state IN (
                         'draft', 'received', 'incomplete', 'complete', 'sent', 'approved', 'refused',
                         'collected', 'used', 'expired', 'withdrawn')),
    applicant        BIGINT NOT NULL REFERENCES people (id),
    organisation     TEXT NOT NULL,             -- the applicant's at the time of filing
    organisation_key TEXT NOT NULL DEFAULT '',  -- whose colleagues may see it; '' where nobody vouched for the name
    officer          BIGINT REFERENCES people (id),
    fields           TEXT NOT NULL DEFAULT '{}', -- JSON: answers that tell of no person
    personal         BLOB,                      -- sealed JSON: answers that do; NULL for none, and after the purge
    urgent           INTEGER NOT NULL DEFAULT 0, -- filed below a notice period
    asked            TEXT NOT NULL DEFAULT '[]', -- JSON: what the desk asked for and has not got yet
    office           TEXT NOT NULL DEFAULT '',  -- where it was sent last
    approval_number  TEXT NOT NULL DEFAULT '',
    approved_on      TEXT,                      -- the day of the approving letter
    valid_from       TEXT,
    valid_until      TEXT,
    refusal          TEXT NOT NULL DEFAULT '',  -- code of the reason
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL,
    filed_at         TEXT,
    state_since      TEXT NOT NULL,
    overdue_at       TEXT,                      -- when this state becomes overdue; NULL: never
    decided_at       TEXT,                      -- approved or refused
    closed_at        TEXT,
    purged_at        TEXT,
    reminded         INTEGER,                   -- the last reminder of its validity: so many days before the end
    version          INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX cases_applicant ON cases (applicant, id);
CREATE INDEX cases_organisation ON cases (organisation_key, id) WHERE organisation_key <> '';
CREATE INDEX cases_queue ON cases (kind, state, filed_at) WHERE number IS NOT NULL AND closed_at IS NULL;
CREATE INDEX cases_officer ON cases (officer, id) WHERE closed_at IS NULL;
CREATE INDEX cases_valid_until ON cases (valid_until) WHERE closed_at IS NULL AND valid_until IS NOT NULL;
CREATE INDEX cases_overdue ON cases (overdue_at) WHERE overdue_at IS NOT NULL;
CREATE INDEX cases_decided ON cases (kind, decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX cases_purge ON cases (closed_at) WHERE purged_at IS NULL;

CREATE TABLE case_numbers (
    prefix TEXT NOT NULL,
    month  TEXT NOT NULL,                       -- 2611, by the calendar of Baghdad
    last   INTEGER NOT NULL,
    PRIMARY KEY (prefix, month)
);

CREATE TABLE case_events (                      -- they outlive the purge: no personal data in them
    id         INTEGER PRIMARY KEY,
    case_id    BIGINT NOT NULL REFERENCES cases (id),
    at         TEXT NOT NULL,
    person     BIGINT REFERENCES people (id),   -- NULL: the bot itself
    action     TEXT NOT NULL,
    state_from TEXT NOT NULL,
    state_to   TEXT NOT NULL,
    detail     TEXT NOT NULL DEFAULT '{}',      -- JSON: office, reason, what was asked for
    note       TEXT NOT NULL DEFAULT '',
    public     INTEGER NOT NULL                 -- 0: for the desk alone
);
CREATE INDEX case_events_case ON case_events (case_id, id);

CREATE TABLE case_files (
    id         INTEGER PRIMARY KEY,
    case_id    BIGINT NOT NULL REFERENCES cases (id),
    document   TEXT NOT NULL,                   -- id of the document in the kind
    name       TEXT NOT NULL,
    mime       TEXT NOT NULL,
    size       BIGINT NOT NULL,
    file_id    TEXT,                            -- Telegram's, until the file is fetched
    sha256     TEXT,                            -- of the plain bytes
    sealed     BLOB,                            -- NULL before it is fetched and after the purge
    added_by   BIGINT NOT NULL REFERENCES people (id),
    added_at   TEXT NOT NULL,
    fetched_at TEXT,
    purged_at  TEXT
);
CREATE INDEX case_files_case ON case_files (case_id, id);
CREATE INDEX case_files_waiting ON case_files (id) WHERE fetched_at IS NULL AND purged_at IS NULL;

CREATE TABLE ended_rules (                      -- rules of reference/cases that an admin has ended
    kind     TEXT NOT NULL,
    rule     TEXT NOT NULL,
    note     TEXT NOT NULL,
    ended_by BIGINT NOT NULL REFERENCES people (id),
    ended_at TEXT NOT NULL,
    PRIMARY KEY (kind, rule)
);
