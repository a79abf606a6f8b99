-- A rule of a kind of case that was ended: from which day, in which words people are told, and how many were.

ALTER TABLE ended_rules ADD COLUMN ended_on TEXT;   -- the day of Baghdad from which it holds no more; NULL: that of ended_at
ALTER TABLE ended_rules ADD COLUMN words_ar TEXT NOT NULL DEFAULT '';
ALTER TABLE ended_rules ADD COLUMN words_en TEXT NOT NULL DEFAULT '';
ALTER TABLE ended_rules ADD COLUMN hit INTEGER NOT NULL DEFAULT 0;   -- open cases that it touched then
ALTER TABLE ended_rules ADD COLUMN told INTEGER NOT NULL DEFAULT 0;  -- applicants who were told
