-- Tables made of a case's lists name persons: they wait for their sending sealed.

ALTER TABLE made_files ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0; -- 1: content is sealed, and opened when it is sent
