-- When somebody last told that people left a governorate.
CREATE INDEX reports_origin ON reports (origin_governorate, saved_at)
    WHERE state = 'saved' AND origin_governorate IS NOT NULL;
