-- name: by_telegram_id(telegram_id)^
SELECT * FROM people WHERE telegram_id = :telegram_id;

-- name: arriving(telegram_id)^
-- Who sent something, with their open form, and whether a question of theirs is with a person.
SELECT people.*, (SELECT count(*) FROM passed WHERE asker = people.id AND closed_at IS NULL) AS conversing,
    forms.id AS form_id, forms.chat AS form_chat, forms.kind AS form_kind, forms.step AS form_step,
    forms.data AS form_data, forms.version AS form_version, forms.updated_at AS form_updated_at
FROM people LEFT JOIN forms ON forms.person = people.id AND forms.state = 'open'
WHERE people.telegram_id = :telegram_id;

-- name: by_id(id)^
SELECT * FROM people WHERE id = :id;

-- name: meet(telegram_id, name, username, now)^
INSERT INTO people (telegram_id, name, telegram_name, username, created_at)
VALUES (:telegram_id, :name, :name, :username, :now)
ON CONFLICT (telegram_id) DO UPDATE SET telegram_id = excluded.telegram_id
RETURNING *;

-- name: name_unnamed(id, name)^
UPDATE people SET name = :name, telegram_name = :name WHERE id = :id AND name = '' RETURNING *;

-- name: seen_as(id, telegram_name, username)^
UPDATE people SET telegram_name = :telegram_name, username = :username WHERE id = :id RETURNING *;

-- name: with_role(role, other)
SELECT * FROM people WHERE state = 'approved' AND role IN (:role, :other) ORDER BY role, id;

-- name: reporting_for(role, area)
-- A ministry's people have no governorates of their own.
SELECT * FROM people
WHERE state = 'approved' AND role = :role
    AND (ministry = :area OR (ministry = '' AND ' ' || governorates || ' ' LIKE '% ' || :area || ' %'))
ORDER BY id;

-- name: approved()
SELECT * FROM people WHERE state = 'approved' ORDER BY name, id;

-- name: waiting()
SELECT * FROM people WHERE state = 'waiting' ORDER BY id;

-- name: count_waiting()$
SELECT count(*) FROM people WHERE state = 'waiting';

-- name: known(limit, skip)
SELECT * FROM people WHERE state <> 'new'
ORDER BY CASE state WHEN 'waiting' THEN 0 WHEN 'approved' THEN 1 WHEN 'suspended' THEN 2 ELSE 3 END, name, id
LIMIT :limit OFFSET :skip;

-- name: count_known()$
SELECT count(*) FROM people WHERE state <> 'new';

-- name: set_language(id, language)^
UPDATE people SET language = :language WHERE id = :id RETURNING *;

-- name: set_digits(id, digits)^
UPDATE people SET digits = :digits WHERE id = :id RETURNING *;

-- name: set_phone(id, phone, shared_at)^
UPDATE people SET phone = :phone, phone_shared_at = :shared_at WHERE id = :id RETURNING *;

-- name: set_reachable(telegram_id, reachable)!
UPDATE people SET reachable = :reachable WHERE telegram_id = :telegram_id;

-- name: set_profile(id, name, organisation, role, governorates, ministry, state)^
UPDATE people SET name = :name, organisation = :organisation, role = :role, governorates = :governorates,
    ministry = :ministry, state = :state, version = version + 1
WHERE id = :id RETURNING *;

-- name: ask(id, name, organisation, role, governorates, ministry, telegram_name, username)^
UPDATE people SET name = :name, organisation = :organisation, role = :role, governorates = :governorates,
    ministry = :ministry, telegram_name = :telegram_name, username = :username, state = 'waiting', decided_at = NULL, decided_by = NULL,
    version = version + 1
WHERE id = :id AND state IN ('new', 'rejected') RETURNING *;

-- name: enter(id, name, organisation, role, governorates, ministry, now, decided_by)^
UPDATE people SET name = :name, organisation = :organisation, role = :role, governorates = :governorates,
    ministry = :ministry, state = 'approved', decided_at = :now, decided_by = :decided_by, version = version + 1
WHERE id = :id RETURNING *;

-- name: decide(id, version, state, now, decided_by)^
-- Whoever is let in keeps the number they gave; whoever is not, has none here.
UPDATE people SET state = :state, decided_at = :now, decided_by = :decided_by, version = version + 1,
    phone = CASE WHEN :state = 'approved' THEN phone END,
    phone_shared_at = CASE WHEN :state = 'approved' THEN phone_shared_at END
WHERE id = :id AND version = :version RETURNING *;

-- name: reassign(id, version, role, governorates, ministry)^
UPDATE people SET role = :role, governorates = :governorates, ministry = :ministry, version = version + 1
WHERE id = :id AND version = :version AND state = 'approved' RETURNING *;

-- name: forgettable(before)
-- Nobody whom a report, a group, an invitation, a decision or a form that is not an old one for joining names.
SELECT id FROM people
WHERE state IN ('new', 'rejected') AND created_at < :before AND (decided_at IS NULL OR decided_at < :before)
    AND NOT EXISTS (SELECT 1 FROM reports WHERE reports.reporter = people.id)
    AND id NOT IN (SELECT person FROM forms WHERE kind <> 'join' OR updated_at >= :before)
    AND id NOT IN (SELECT added_by FROM groups WHERE added_by IS NOT NULL)
    AND id NOT IN (SELECT decided_by FROM groups WHERE decided_by IS NOT NULL)
    AND id NOT IN (SELECT created_by FROM invitations)
    AND id NOT IN (SELECT used_by FROM invitations WHERE used_by IS NOT NULL)
    AND id NOT IN (SELECT decided_by FROM people WHERE decided_by IS NOT NULL);

-- name: forget*!
DELETE FROM people WHERE id = :id;
