-- Questions that were passed on to a person, and everything said about them through the bot.

ALTER TABLE groups ADD COLUMN answers INTEGER NOT NULL DEFAULT 0; -- 1: questions of people are answered in this group

CREATE TABLE passed_numbers (
    month TEXT PRIMARY KEY,                     -- 2611, by the calendar of Baghdad
    last  INTEGER NOT NULL
);

CREATE TABLE passed (                           -- a question with the conversation that it began
    id          INTEGER PRIMARY KEY AUTOINCREMENT, -- stands in buttons
    number      TEXT NOT NULL UNIQUE,
    question    BIGINT NOT NULL REFERENCES questions (id),
    asker       BIGINT NOT NULL REFERENCES people (id),
    text        TEXT NOT NULL,                  -- the question; '' once it is forgotten
    group_id    BIGINT REFERENCES groups (id),  -- where it is answered; NULL: the officers' private chats
    officer     BIGINT REFERENCES people (id),  -- who has it; NULL: nobody yet
    passed_at   TEXT NOT NULL,
    answered_at TEXT,                           -- the first answer
    closed_at   TEXT,
    closed_by   BIGINT REFERENCES people (id),
    version     INTEGER NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX passed_open ON passed (asker) WHERE closed_at IS NULL; -- one conversation a person at a time
CREATE INDEX passed_unanswered ON passed (passed_at) WHERE answered_at IS NULL AND closed_at IS NULL;
CREATE INDEX passed_kept ON passed (closed_at) WHERE text <> '';

CREATE TABLE passed_messages (                  -- what was said in a conversation, by the asker or an officer
    id      INTEGER PRIMARY KEY AUTOINCREMENT,  -- stands in buttons
    passed  BIGINT NOT NULL REFERENCES passed (id),
    author  BIGINT NOT NULL REFERENCES people (id),
    side    TEXT NOT NULL CHECK (side IN ('asker', 'officer')),
    chat    BIGINT NOT NULL,
    message BIGINT NOT NULL,
    text    TEXT NOT NULL,                      -- words or caption as they are now; '' once they are forgotten
    file    TEXT NOT NULL DEFAULT '',           -- JSON of an attachment; '' for none
    said_at TEXT NOT NULL,
    sent_at TEXT,                               -- NULL: it waits, or could not go to the other side
    UNIQUE (chat, message)
);
CREATE INDEX passed_messages_of ON passed_messages (passed, id);

CREATE TABLE passed_cards (                     -- what the bot posted of a conversation: a reply to it belongs there
    outbox    BIGINT PRIMARY KEY,
    passed    BIGINT NOT NULL REFERENCES passed (id),
    chat      BIGINT NOT NULL,
    said      BIGINT REFERENCES passed_messages (id), -- what it carries; NULL for the question itself and for notices
    for_asker INTEGER NOT NULL                  -- 1: it went to the asker
);
CREATE INDEX passed_cards_chat ON passed_cards (chat, outbox);
