-- Ministries report too: which one a person is of, and which of the reporters are asked.
-- Where reports.reporter_areas names the governorates of a reporter, it names the ministry of one who is of a ministry.

ALTER TABLE people ADD COLUMN ministry TEXT NOT NULL DEFAULT '';      -- code of a reporter; '' for all others
ALTER TABLE invitations ADD COLUMN ministry TEXT NOT NULL DEFAULT '';

ALTER TABLE reporters ADD COLUMN kind TEXT NOT NULL DEFAULT 'governorate'
    CHECK (kind IN ('governorate', 'region', 'ministry'));
ALTER TABLE reporters ADD COLUMN asked INTEGER NOT NULL DEFAULT 1;    -- 0: updates are welcome, none is expected
UPDATE reporters SET kind = 'region' WHERE code = 'JCC';
