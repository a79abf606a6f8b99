-- name: current(person)^
SELECT * FROM forms WHERE person = :person AND state = 'open';

-- name: by_id(id)^
SELECT * FROM forms WHERE id = :id;

-- name: start(person, chat, kind, step, data, now)^
INSERT INTO forms (person, chat, kind, step, data, created_at, updated_at)
VALUES (:person, :chat, :kind, :step, :data, :now, :now) RETURNING *;

-- name: advance(id, step, data, now)^
UPDATE forms SET step = :step, data = :data, updated_at = :now, version = version + 1, reminded = 0
WHERE id = :id AND state = 'open' RETURNING *;

-- name: close(id, state, now)$
-- What a joining form asked for stands in the person's row, or is no longer wanted.
UPDATE forms SET state = :state, updated_at = :now, version = version + 1,
    data = CASE WHEN kind = 'join' THEN '{}' ELSE data END
WHERE id = :id AND state = 'open'
RETURNING (SELECT count(*) FROM attachments WHERE attachments.form = forms.id);

-- name: forget_of*!
DELETE FROM forms WHERE person = :id;

-- name: unsaved_since(kind, step, before)
-- Ordered by id it would go through all forms that ever were, every few seconds.
SELECT * FROM forms WHERE state = 'open' AND kind = :kind AND step = :step AND updated_at <= :before AND reminded = 0
ORDER BY updated_at, id;

-- name: mark_reminded(id)!
UPDATE forms SET reminded = 1 WHERE id = :id;
