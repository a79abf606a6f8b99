-- name: add(form, kind, file_id, album, caption, lat, lon, duration, at)!
INSERT INTO attachments (form, kind, file_id, album, caption, lat, lon, duration, at)
VALUES (:form, :kind, :file_id, :album, :caption, :lat, :lon, :duration, :at);

-- name: of_form(form)
SELECT * FROM attachments WHERE form = :form ORDER BY id;
