-- Papers of cases are taken out again while one of them is being fetched or handed out: its id must not become another's.

CREATE TABLE case_files_kept (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id    BIGINT NOT NULL REFERENCES cases (id),
    document   TEXT NOT NULL,                   -- id of the document in the kind; of a list's field until it is read
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
INSERT INTO case_files_kept (id, case_id, document, name, mime, size, file_id, sha256, sealed, added_by, added_at,
    fetched_at, purged_at)
SELECT id, case_id, document, name, mime, size, file_id, sha256, sealed, added_by, added_at, fetched_at, purged_at
FROM case_files;
DROP TABLE case_files;
ALTER TABLE case_files_kept RENAME TO case_files;
CREATE INDEX case_files_case ON case_files (case_id, id);
CREATE INDEX case_files_waiting ON case_files (id) WHERE fetched_at IS NULL AND purged_at IS NULL;
