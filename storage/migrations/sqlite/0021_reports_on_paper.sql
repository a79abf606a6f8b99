-- Reports on paper: when a group wants them, and papers whose making takes long and can be called off.

ALTER TABLE groups ADD COLUMN weekly_report TEXT NOT NULL DEFAULT '';       -- "D HH:MM": day of the week, 1 Monday to 7 Sunday, and hour; Asia/Baghdad; '': none
ALTER TABLE groups ADD COLUMN monthly_report INTEGER NOT NULL DEFAULT 0;    -- 1: on the first of each month
ALTER TABLE groups ADD COLUMN reports_from TEXT;                            -- due times after this moment count

ALTER TABLE paper_jobs ADD COLUMN slow INTEGER NOT NULL DEFAULT 0;          -- 1: made apart, so that no other paper waits for it
ALTER TABLE paper_jobs ADD COLUMN asked_by BIGINT;                          -- person who may call it off; NULL: nobody
CREATE INDEX paper_jobs_of ON paper_jobs (asked_by) WHERE asked_by IS NOT NULL;
