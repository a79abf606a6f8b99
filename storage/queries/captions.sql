-- name: change(id, caption)!
UPDATE attachments SET caption = :caption WHERE id = :id;
