-- name: add(uid, kind, title_ar, title_en, starts_at, minutes, place, agenda, rule, reminders, groups, people, by, now)^
INSERT INTO meetings (uid, kind, title_ar, title_en, starts_at, minutes, place, agenda, rule, reminders, groups, people,
    created_by, created_at, told_at)
VALUES (:uid, :kind, :title_ar, :title_en, :starts_at, :minutes, :place, :agenda, :rule, :reminders, :groups, :people,
    :by, :now, :now)
RETURNING *;

-- name: by_id(id)^
SELECT * FROM meetings WHERE id = :id;

-- name: planned()
SELECT * FROM meetings WHERE state = 'planned' ORDER BY id;

-- name: change(id, starts_at, rule, state, now)^
UPDATE meetings SET starts_at = :starts_at, rule = :rule, state = :state, told_at = :now, sequence = sequence + 1,
    version = version + 1
WHERE id = :id RETURNING *;

-- name: edit(id, version, title_ar, title_en, minutes, place, agenda, groups, now)^
UPDATE meetings SET title_ar = :title_ar, title_en = :title_en, minutes = :minutes, place = :place, agenda = :agenda,
    groups = :groups, told_at = :now, sequence = sequence + 1, version = version + 1
WHERE id = :id AND version = :version AND state = 'planned' RETURNING *;

-- name: occurrence(id)^
SELECT * FROM meeting_occurrences WHERE id = :id;

-- name: exceptions(since)
-- Rows of planned meetings whose slot or start is not long past: nothing that happened is read again.
SELECT occurrences.* FROM meeting_occurrences AS occurrences
JOIN meetings ON meetings.id = occurrences.meeting AND meetings.state = 'planned'
WHERE (slot > :since OR occurrences.starts_at > :since) AND occurrences.state <> 'replaced'
ORDER BY occurrences.id;

-- name: exceptions_of(meeting)
SELECT * FROM meeting_occurrences WHERE meeting = :meeting AND state <> 'replaced' ORDER BY slot;

-- name: ensure(meeting, slot)^
INSERT INTO meeting_occurrences (meeting, slot, starts_at) VALUES (:meeting, :slot, :slot)
ON CONFLICT (meeting, slot) DO UPDATE SET slot = excluded.slot
RETURNING *;

-- name: change_occurrence(id, version, slot, starts_at, state)^
UPDATE meeting_occurrences SET slot = :slot, starts_at = :starts_at, state = :state, version = version + 1
WHERE id = :id AND version = :version RETURNING *;

-- name: replace_later(meeting, since, keep)!
-- Their slots are given free: the series may come to use them again.
UPDATE meeting_occurrences SET state = 'replaced', slot = 'replaced ' || id, version = version + 1
WHERE meeting = :meeting AND id <> :keep AND slot > :since AND state <> 'replaced';

-- name: answer(occurrence, person, answer, now)!
INSERT INTO meeting_answers (occurrence, person, answer, at) VALUES (:occurrence, :person, :answer, :now)
ON CONFLICT (occurrence, person) DO UPDATE SET answer = excluded.answer, at = excluded.at;

-- name: answers(occurrence)
SELECT person, answer FROM meeting_answers WHERE occurrence = :occurrence ORDER BY at, person;

-- name: answered_meetings(person)
SELECT DISTINCT occurrences.meeting FROM meeting_answers AS answers
JOIN meeting_occurrences AS occurrences ON occurrences.id = answers.occurrence WHERE answers.person = :person;

-- name: stale(id)!
UPDATE meeting_occurrences SET stale = 1 WHERE id = :id;

-- name: take_stale()
-- A message that is on its way has no number yet by which it could be edited: its meeting stays stale until then.
UPDATE meeting_occurrences SET stale = 0
WHERE stale = 1 AND NOT EXISTS (
    SELECT 1 FROM meeting_posts AS posts JOIN outbox ON outbox.id = posts.outbox
    WHERE posts.occurrence = meeting_occurrences.id AND outbox.state IN ('new', 'sending') AND outbox.not_before IS NULL
) AND NOT EXISTS (
    SELECT 1 FROM meeting_boards AS boards JOIN outbox ON outbox.id = boards.outbox
    WHERE boards.occurrence = meeting_occurrences.id AND outbox.state IN ('new', 'sending') AND outbox.not_before IS NULL
)
RETURNING *;

-- name: add_post(occurrence, group_id, person, outbox, head)!
INSERT INTO meeting_posts (occurrence, group_id, person, outbox, head)
VALUES (:occurrence, :group_id, :person, :outbox, :head);

-- name: posts(occurrence)
-- Those that have not gone out yet have no number, and those of long ago are forgotten.
SELECT posts.group_id, posts.person, posts.head, outbox.chat, outbox.message_id, outbox.created_at
FROM meeting_posts AS posts JOIN outbox ON outbox.id = posts.outbox AND outbox.message_id IS NOT NULL
WHERE posts.occurrence = :occurrence ORDER BY posts.outbox;

-- name: forget_posts(occurrence, group_id, person)!
DELETE FROM meeting_posts WHERE occurrence = :occurrence
    AND coalesce(group_id, 0) = :group_id AND coalesce(person, 0) = :person;

-- name: call(occurrence, person, now)!
INSERT INTO meeting_calls (occurrence, person, called_at) VALUES (:occurrence, :person, :now)
ON CONFLICT (occurrence, person) DO NOTHING;

-- name: calls(occurrence)
SELECT person, seen_at FROM meeting_calls WHERE occurrence = :occurrence ORDER BY person;

-- name: seen(occurrence, person, now)^
UPDATE meeting_calls SET seen_at = :now WHERE occurrence = :occurrence AND person = :person AND seen_at IS NULL
RETURNING person;

-- name: add_board(occurrence, person, outbox, repeat_at, list_at)!
INSERT INTO meeting_boards (occurrence, person, outbox, repeat_at, list_at)
VALUES (:occurrence, :person, :outbox, :repeat_at, :list_at);

-- name: board(occurrence)^
SELECT boards.*, outbox.chat, outbox.message_id FROM meeting_boards AS boards
LEFT JOIN outbox ON outbox.id = boards.outbox WHERE boards.occurrence = :occurrence;

-- name: due_repeats(now)
SELECT * FROM meeting_boards WHERE repeat_at <= :now ORDER BY occurrence;

-- name: take_repeat(occurrence, repeat_at, list_at)^
UPDATE meeting_boards SET repeat_at = NULL, list_at = :list_at
WHERE occurrence = :occurrence AND repeat_at = :repeat_at RETURNING occurrence;

-- name: take_lists(now)
UPDATE meeting_boards SET list_at = NULL WHERE list_at <= :now RETURNING *;

-- name: next_call()$
SELECT min(at) FROM (
    SELECT repeat_at AS at FROM meeting_boards WHERE repeat_at IS NOT NULL
    UNION ALL SELECT list_at FROM meeting_boards WHERE list_at IS NOT NULL) AS waiting;

-- name: begun(since, now)
SELECT * FROM meeting_occurrences WHERE state = 'planned' AND starts_at > :since AND starts_at <= :now
ORDER BY starts_at DESC, id DESC;

-- name: add_minute(occurrence, kind, text, owner, due_on, file_id, file_name, by, now)^
INSERT INTO meeting_minutes (occurrence, kind, text, owner, due_on, file_id, file_name, created_by, created_at)
VALUES (:occurrence, :kind, :text, :owner, :due_on, :file_id, :file_name, :by, :now) RETURNING *;

-- name: minutes(occurrence)
SELECT * FROM meeting_minutes WHERE occurrence = :occurrence ORDER BY id;

-- name: minute(id)^
SELECT * FROM meeting_minutes WHERE id = :id;

-- name: finish_action(id, now)^
UPDATE meeting_minutes SET done_at = :now WHERE id = :id AND kind = 'action' AND done_at IS NULL RETURNING *;

-- name: open_actions(meeting)
SELECT minutes.* FROM meeting_minutes AS minutes
JOIN meeting_occurrences AS occurrences ON occurrences.id = minutes.occurrence AND occurrences.meeting = :meeting
WHERE minutes.kind = 'action' AND minutes.done_at IS NULL ORDER BY minutes.due_on, minutes.id;

-- name: dated_actions()
SELECT * FROM meeting_minutes WHERE kind = 'action' AND done_at IS NULL AND due_on IS NOT NULL AND owner IS NOT NULL
ORDER BY due_on, id;

-- name: open_feed(token_hash, person, now)!
INSERT INTO calendar_feeds (token_hash, person, created_at) VALUES (:token_hash, :person, :now);

-- name: revoke_feeds(person, now)!
UPDATE calendar_feeds SET revoked_at = :now WHERE person = :person AND revoked_at IS NULL;

-- name: feed(token_hash)^
SELECT person FROM calendar_feeds WHERE token_hash = :token_hash AND revoked_at IS NULL;
