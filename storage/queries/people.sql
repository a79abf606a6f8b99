-- name: by_telegram_id(telegram_id)^
SELECT * FROM people WHERE telegram_id = :telegram_id;

-- name: by_id(id)^
SELECT * FROM people WHERE id = :id;

-- name: meet(telegram_id, name, now)^
INSERT INTO people (telegram_id, name, created_at) VALUES (:telegram_id, :name, :now)
ON CONFLICT (telegram_id) DO UPDATE SET telegram_id = excluded.telegram_id
RETURNING *;

-- name: with_role(role)
SELECT * FROM people WHERE state = 'approved' AND role = :role ORDER BY id;

-- name: approved()
SELECT * FROM people WHERE state = 'approved' ORDER BY name, id;

-- name: waiting()
SELECT * FROM people WHERE state = 'waiting' ORDER BY id;

-- name: set_language(id, language)!
UPDATE people SET language = :language, version = version + 1 WHERE id = :id;

-- name: set_digits(id, digits)!
UPDATE people SET digits = :digits, version = version + 1 WHERE id = :id;

-- name: set_reachable(telegram_id, reachable)!
UPDATE people SET reachable = :reachable WHERE telegram_id = :telegram_id;

-- name: set_profile(id, name, organisation, role, governorates, state)^
UPDATE people SET name = :name, organisation = :organisation, role = :role, governorates = :governorates,
    state = :state, version = version + 1
WHERE id = :id RETURNING *;

-- name: decide(id, version, state, now, decided_by)^
UPDATE people SET state = :state, decided_at = :now, decided_by = :decided_by, version = version + 1
WHERE id = :id AND version = :version RETURNING *;
