-- Photos of an album in a group that came before the one whose words make it an update; forgotten after a day.

CREATE TABLE album_parts (
    chat    BIGINT NOT NULL,
    message BIGINT NOT NULL,
    album   TEXT NOT NULL,
    sender  BIGINT NOT NULL,                        -- Telegram's number of somebody approved
    kind    TEXT NOT NULL,                          -- as in attachments
    file_id TEXT NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (chat, message)
);
CREATE INDEX album_parts_album ON album_parts (chat, album);
