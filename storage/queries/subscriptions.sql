-- name: all()
SELECT * FROM subscriptions ORDER BY id;

-- name: of_kind(words)
SELECT * FROM subscriptions WHERE ' ' || kinds || ' ' LIKE '' || :words ORDER BY id;

-- name: of_topic(group_id, topic)^
SELECT * FROM subscriptions WHERE group_id = :group_id AND topic = :topic;

-- name: of_person(person)^
SELECT * FROM subscriptions WHERE person = :person;

-- name: add(group_id, topic, person, governorates, kinds, gravity, notes)^
INSERT INTO subscriptions (group_id, topic, person, governorates, kinds, gravity, notes)
VALUES (:group_id, :topic, :person, :governorates, :kinds, :gravity, :notes)
ON CONFLICT DO NOTHING RETURNING *;

-- name: keep(id, version, governorates, kinds, gravity, notes)^
UPDATE subscriptions SET governorates = :governorates, kinds = :kinds, gravity = :gravity, notes = :notes,
    version = version + 1
WHERE id = :id AND version = :version RETURNING *;

-- name: quiet_of(chat)$
SELECT quiet FROM groups WHERE chat = :chat UNION ALL SELECT quiet FROM people WHERE telegram_id = :chat;

-- name: quiet_of_person(id)$
SELECT quiet FROM people WHERE id = :id;

-- name: set_quiet_of_person(id, quiet)!
UPDATE people SET quiet = :quiet WHERE id = :id;

-- name: quiet_of_group(id)$
SELECT quiet FROM groups WHERE id = :id;

-- name: set_quiet_of_group(id, quiet)!
UPDATE groups SET quiet = :quiet WHERE id = :id;
