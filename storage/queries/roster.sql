-- name: handovers()
SELECT * FROM handovers WHERE ended_at IS NULL ORDER BY first_day, id;

-- name: handover_of(person)^
SELECT * FROM handovers WHERE person = :person AND ended_at IS NULL;

-- name: end_handover(person, now)!
UPDATE handovers SET ended_at = :now WHERE person = :person AND ended_at IS NULL;

-- name: hand_over(person, deputy, first_day, last_day, now)^
INSERT INTO handovers (person, deputy, first_day, last_day, created_at)
VALUES (:person, :deputy, :first_day, :last_day, :now) RETURNING *;

-- name: put_off(person, deadline, again_at)^
INSERT INTO snoozes (person, deadline, again_at) VALUES (:person, :deadline, :again_at)
ON CONFLICT (person, deadline) DO NOTHING RETURNING again_at;

-- name: woken(now)
SELECT * FROM snoozes WHERE again_at <= :now ORDER BY again_at, person;

-- name: next_woken(now)$
SELECT min(again_at) FROM snoozes WHERE again_at > :now;

-- name: drop_snooze(person, deadline)!
DELETE FROM snoozes WHERE person = :person AND deadline = :deadline;
