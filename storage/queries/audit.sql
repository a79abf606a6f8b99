-- name: note(at, person, action, subject)!
INSERT INTO audit (at, person, action, subject) VALUES (:at, :person, :action, :subject);

-- name: latest(limit)
SELECT entry.*, people.name, COALESCE(subject.name, groups.title, '') AS subject_name
FROM (SELECT * FROM audit ORDER BY id DESC LIMIT :limit) AS entry
LEFT JOIN people ON people.id = entry.person
LEFT JOIN people AS subject
    ON subject.id = CASE WHEN entry.subject LIKE 'person %' THEN CAST(SUBSTR(entry.subject, 8) AS BIGINT) END
LEFT JOIN groups
    ON groups.id = CASE WHEN entry.subject LIKE 'group %' THEN CAST(SUBSTR(entry.subject, 7) AS BIGINT) END
ORDER BY entry.id DESC;

-- name: by_configuration(subject)$
SELECT count(*) FROM audit WHERE action = 'admin by configuration' AND subject = :subject;
