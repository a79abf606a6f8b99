-- Pages of one threshold join; a crossing is over only when it has stayed below for a while; notes follow confirmations.
ALTER TABLE crossings ADD COLUMN head BIGINT;   -- the crossing whose page, timer and answer this one shares; NULL: its own
ALTER TABLE crossings ADD COLUMN below_at TEXT; -- since when it is below; NULL: it is not, or it is over
CREATE INDEX crossings_joined ON crossings (head) WHERE head IS NOT NULL;
ALTER TABLE pages ADD COLUMN stale INTEGER NOT NULL DEFAULT 0; -- 1: the message does not show all of it yet
CREATE INDEX pages_stale ON pages (crossing) WHERE stale = 1;
ALTER TABLE report_note_lines ADD COLUMN confirmation TEXT NOT NULL DEFAULT ''; -- of the report, as it was shown last
