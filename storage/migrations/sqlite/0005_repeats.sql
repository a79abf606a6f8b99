-- The same fact told again within hours is found in one step (the query `same_fact`).

CREATE INDEX reports_same ON reports
    (governorate, kind, coalesce(place, place_text), coalesce(households, -1), saved_at)
    WHERE state = 'saved';
