-- The districts that an alert is for, by their ids with spaces between; a governorate without any is meant as a whole.
ALTER TABLE alerts ADD COLUMN districts TEXT NOT NULL DEFAULT '';
