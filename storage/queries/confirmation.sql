-- name: waiting(limit)
-- Reports without a ruling, oldest first; those whose reporter still owes an answer come last.
SELECT id, saved_at,
    CASE WHEN confirmation = 'questioned' AND ruled_version = version
        AND EXISTS (SELECT 1 FROM report_questions WHERE report = reports.id AND answered_at IS NULL)
    THEN 1 ELSE 0 END AS asked
FROM reports
WHERE state = 'saved' AND (confirmation <> 'confirmed' OR ruled_version <> version)
ORDER BY asked, saved_at, id LIMIT :limit;

-- name: rule(id, version, rulings, confirmation, by, now)^
UPDATE reports SET confirmation = :confirmation, ruled_version = version, ruled_by = :by, ruled_at = :now,
    rulings = rulings + 1
WHERE id = :id AND version = :version AND rulings = :rulings AND state = 'saved' RETURNING *;

-- name: deny(id, version, rulings, by, now)^
UPDATE reports SET confirmation = 'denied', state = 'withdrawn', version = version + 1, ruled_version = version + 1,
    ruled_by = :by, ruled_at = :now, rulings = rulings + 1
WHERE id = :id AND version = :version AND rulings = :rulings AND state = 'saved' RETURNING *;

-- name: ruling(id)^
SELECT reports.confirmation, reports.ruled_at, people.name
FROM reports JOIN people ON people.id = reports.ruled_by
WHERE reports.id = :id AND reports.ruled_version = reports.version;

-- name: ask(report, by, now, question)^
INSERT INTO report_questions (report, asked_by, asked_at, question) VALUES (:report, :by, :now, :question)
RETURNING *;

-- name: question(id)^
SELECT * FROM report_questions WHERE id = :id;

-- name: answer(id, answer, now)^
UPDATE report_questions SET answer = :answer, answered_at = :now
WHERE id = :id AND answered_at IS NULL RETURNING *;

-- name: answered(id)!
UPDATE reports SET rulings = rulings + 1 WHERE id = :id;

-- name: questions(report)
SELECT report_questions.*, people.name FROM report_questions JOIN people ON people.id = report_questions.asked_by
WHERE report = :report ORDER BY report_questions.id;
