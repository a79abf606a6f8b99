-- The knowledge base as rows: what was published when, the ways of asking, what was asked, the airspace line.

CREATE TABLE knowledge_areas (
    id       TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    title_ar TEXT NOT NULL,
    title_en TEXT NOT NULL
);

CREATE TABLE knowledge_topics (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,    -- stands in buttons: it must never become another's
    topic TEXT NOT NULL UNIQUE
);

CREATE TABLE knowledge_versions (               -- never changed; the last one of a topic holds
    topic        BIGINT NOT NULL REFERENCES knowledge_topics (id),
    version      INTEGER NOT NULL,
    retired      INTEGER NOT NULL DEFAULT 0,    -- 1: from this version on the topic is not answered
    area         TEXT NOT NULL REFERENCES knowledge_areas (id),
    title_ar     TEXT NOT NULL,
    title_en     TEXT NOT NULL,
    answer_ar    TEXT NOT NULL,
    answer_en    TEXT NOT NULL,
    steps_ar     TEXT NOT NULL,                 -- JSON lists
    steps_en     TEXT NOT NULL,
    documents_ar TEXT NOT NULL,
    documents_en TEXT NOT NULL,
    owner_ar     TEXT NOT NULL,
    owner_en     TEXT NOT NULL,
    source       TEXT NOT NULL,
    valid_from   TEXT NOT NULL,                 -- days
    confirmed    TEXT,
    confirm_by   TEXT NOT NULL,
    sample       INTEGER NOT NULL,
    live         TEXT NOT NULL,
    case_kind    TEXT NOT NULL,
    related      TEXT NOT NULL,                 -- names of topics
    published_at TEXT NOT NULL,
    published_by BIGINT REFERENCES people (id), -- NULL: the files
    why          TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (topic, version)
);

CREATE TABLE knowledge_ways (
    id         INTEGER PRIMARY KEY,
    topic      BIGINT NOT NULL REFERENCES knowledge_topics (id),
    language   TEXT NOT NULL CHECK (language IN ('ar', 'en')),
    words      TEXT NOT NULL,
    added_at   TEXT NOT NULL,
    added_by   BIGINT REFERENCES people (id),   -- NULL: the files
    removed_at TEXT
);
CREATE UNIQUE INDEX knowledge_ways_now ON knowledge_ways (topic, language, words) WHERE removed_at IS NULL;

CREATE TABLE questions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- stands in buttons
    person    BIGINT NOT NULL REFERENCES people (id),
    asked_at  TEXT NOT NULL,
    place     TEXT NOT NULL CHECK (place IN ('private', 'group')),
    language  TEXT NOT NULL,                    -- in which it was answered
    text      TEXT,                             -- NULL once it is forgotten
    text_key  TEXT NOT NULL DEFAULT '',         -- the words made alike, to find repetitions; '' once forgotten
    decision  TEXT NOT NULL CHECK (decision IN ('answer', 'offer', 'refuse')),
    topics    TEXT NOT NULL DEFAULT '',         -- ids of topics, best first: answered with, offered or merely nearest
    shown     BIGINT REFERENCES knowledge_topics (id), -- the answer that the person saw
    chosen    INTEGER NOT NULL DEFAULT 0,       -- 1: picked from the offer
    liked     INTEGER,                          -- 1 or 0: "Was this right?"
    passed_at TEXT,                             -- passed on to a person
    settled_at TEXT                             -- somebody dealt with it: it leaves the list of what was not answered
);
CREATE INDEX questions_asked ON questions (asked_at);
CREATE INDEX questions_kept ON questions (asked_at) WHERE text IS NOT NULL;

CREATE TABLE airspace (                         -- the line under answers about flights; the last published one holds
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    text_ar      TEXT NOT NULL,                 -- '' where it was written in the other language only
    text_en      TEXT NOT NULL,
    written_at   TEXT NOT NULL,
    written_by   BIGINT NOT NULL REFERENCES people (id),
    published_at TEXT                           -- NULL: a preview
);
CREATE INDEX airspace_published ON airspace (published_at) WHERE published_at IS NOT NULL;
