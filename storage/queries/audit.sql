-- name: note(at, person, action, subject)!
INSERT INTO audit (at, person, action, subject) VALUES (:at, :person, :action, :subject);

-- name: latest(limit)
SELECT audit.*, people.name FROM audit LEFT JOIN people ON people.id = audit.person ORDER BY audit.id DESC LIMIT :limit;
