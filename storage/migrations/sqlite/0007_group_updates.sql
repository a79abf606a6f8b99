-- Updates told in groups, and recordings (voice, audio, video) among the files of an update.

CREATE TABLE group_messages (                       -- what was taken as an update; reports and drafts know it as -id
    id       INTEGER PRIMARY KEY,
    chat     BIGINT NOT NULL,
    message  BIGINT NOT NULL,
    album    TEXT NOT NULL DEFAULT '',              -- Telegram's id of the album, whose other photos have no words
    person   BIGINT NOT NULL REFERENCES people (id),
    form     BIGINT REFERENCES forms (id),          -- the update that it became part of
    kept     TEXT,                                  -- the raw message, while it waits for another form to be finished
    taken_at TEXT NOT NULL,
    UNIQUE (chat, message)
);
CREATE INDEX group_messages_album ON group_messages (chat, album) WHERE album <> '';
CREATE INDEX group_messages_kept ON group_messages (person) WHERE kept IS NOT NULL;
CREATE INDEX group_messages_form ON group_messages (form);

CREATE TABLE files (                                -- attachments with the kinds that SQLite's CHECK did not know
    id       INTEGER PRIMARY KEY,
    form     BIGINT NOT NULL REFERENCES forms (id),
    kind     TEXT NOT NULL
             CHECK (kind IN ('photo', 'document', 'location', 'voice', 'audio', 'video', 'video_note')),
    file_id  TEXT,
    album    TEXT NOT NULL DEFAULT '',              -- Telegram's id of the album it came in
    caption  TEXT NOT NULL DEFAULT '',
    lat      REAL,
    lon      REAL,
    at       TEXT NOT NULL,
    duration INTEGER                                -- seconds, of recordings
);
INSERT INTO files (id, form, kind, file_id, album, caption, lat, lon, at)
SELECT id, form, kind, file_id, album, caption, lat, lon, at FROM attachments;
DROP TABLE attachments;
ALTER TABLE files RENAME TO attachments;
CREATE INDEX attachments_form ON attachments (form);
