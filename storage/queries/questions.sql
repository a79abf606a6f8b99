-- name: add(person, asked_at, place, language, text, text_key, decision, topics, shown)^
INSERT INTO questions (person, asked_at, place, language, text, text_key, decision, topics, shown)
VALUES (:person, :asked_at, :place, :language, :text, :text_key, :decision, :topics, :shown)
RETURNING id;

-- name: by_id(id)^
SELECT * FROM questions WHERE id = :id;

-- name: choose(id, shown)^
UPDATE questions SET shown = :shown, chosen = 1 WHERE id = :id AND decision = 'offer' RETURNING *;

-- name: rate(id, liked)^
UPDATE questions SET liked = :liked WHERE id = :id AND liked IS NULL AND shown IS NOT NULL RETURNING *;

-- name: pass_on(id, passed_at)^
UPDATE questions SET passed_at = :passed_at WHERE id = :id AND passed_at IS NULL RETURNING *;

-- name: settle*!
UPDATE questions SET settled_at = :settled_at WHERE id = :id AND settled_at IS NULL;

-- name: forget(before)!
UPDATE questions SET text = NULL, text_key = '' WHERE asked_at < :before AND text IS NOT NULL;

-- name: unanswered(since, until)
SELECT * FROM questions
WHERE asked_at >= :since AND asked_at < :until AND text IS NOT NULL AND settled_at IS NULL
    AND (decision = 'refuse' OR (decision = 'offer' AND chosen = 0) OR liked = 0 OR EXISTS (
        SELECT 1 FROM passed WHERE passed.question = questions.id
            AND passed.closed_at IS NOT NULL AND passed.closed_by IS NULL AND passed.answered_at IS NULL))
ORDER BY id;

-- name: figures(since, until)^
SELECT count(*) AS asked,
    count(*) FILTER (WHERE decision = 'answer') AS answered,
    count(*) FILTER (WHERE decision = 'offer') AS offered,
    count(*) FILTER (WHERE chosen = 1) AS chosen,
    count(*) FILTER (WHERE decision = 'refuse') AS refused,
    count(*) FILTER (WHERE passed_at IS NOT NULL) AS passed_on,
    count(*) FILTER (WHERE liked = 1) AS liked,
    count(*) FILTER (WHERE liked = 0) AS disliked
FROM questions WHERE asked_at >= :since AND asked_at < :until;

-- name: by_topic(since, until, most)
SELECT shown AS topic, count(*) AS asked, count(*) FILTER (WHERE liked = 0) AS disliked
FROM questions WHERE asked_at >= :since AND asked_at < :until AND shown IS NOT NULL
GROUP BY shown ORDER BY asked DESC, shown LIMIT :most;
