-- When a person shared the number that they have; NULL: before there was a contact list, so it stands in none.
ALTER TABLE people ADD COLUMN phone_shared_at TEXT;
-- 1: tells of persons, so it stands here for an hour and Telegram's own id of it is not remembered.
ALTER TABLE made_files ADD COLUMN personal INTEGER NOT NULL DEFAULT 0;
