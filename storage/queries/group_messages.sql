-- name: take(chat, message, album, person, now)^
INSERT INTO group_messages (chat, message, album, person, taken_at)
VALUES (:chat, :message, :album, :person, :now)
ON CONFLICT (chat, message) DO NOTHING RETURNING *;

-- name: found(chat, message)^
SELECT * FROM group_messages WHERE chat = :chat AND message = :message;

-- name: of_album(chat, album)^
SELECT * FROM group_messages WHERE chat = :chat AND album = :album ORDER BY id LIMIT 1;

-- name: by_id(id)^
SELECT * FROM group_messages WHERE id = :id;

-- name: keep(id, raw)!
UPDATE group_messages SET kept = :raw WHERE id = :id;

-- name: put_into(id, form)!
UPDATE group_messages SET form = :form, kept = NULL WHERE id = :id;

-- name: after_form(form, person)
SELECT group_messages.*, forms.state FROM group_messages LEFT JOIN forms ON forms.id = group_messages.form
WHERE group_messages.form = :form OR (group_messages.person = :person AND group_messages.kept IS NOT NULL)
ORDER BY group_messages.id;

-- name: remember_part(chat, message, album, sender, kind, file_id, at)!
INSERT INTO album_parts (chat, message, album, sender, kind, file_id, at)
SELECT :chat, :message, :album, :sender, :kind, :file_id, :at
WHERE EXISTS (SELECT 1 FROM people WHERE telegram_id = :sender AND state = 'approved')
ON CONFLICT (chat, message) DO NOTHING;

-- name: forget_parts(before)!
DELETE FROM album_parts WHERE at < :before;

-- name: take_parts(chat, album, sender)
DELETE FROM album_parts WHERE chat = :chat AND album = :album AND sender = :sender RETURNING message, kind, file_id;
