-- Minutes that come as a file: Telegram's id of it and its name; the file itself stays with Telegram.
ALTER TABLE meeting_minutes ADD COLUMN file_id TEXT;
ALTER TABLE meeting_minutes ADD COLUMN file_name TEXT NOT NULL DEFAULT '';
