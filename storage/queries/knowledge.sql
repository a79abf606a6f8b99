-- name: put_area(id, position, title_ar, title_en)!
INSERT INTO knowledge_areas (id, position, title_ar, title_en) VALUES (:id, :position, :title_ar, :title_en)
ON CONFLICT (id) DO UPDATE SET title_ar = excluded.title_ar, title_en = excluded.title_en;

-- name: areas()
SELECT * FROM knowledge_areas ORDER BY position, id;

-- name: put_topic(topic)^
INSERT INTO knowledge_topics (topic) VALUES (:topic)
ON CONFLICT (topic) DO UPDATE SET topic = excluded.topic
RETURNING id;

-- name: publish(topic, version, retired, area, title_ar, title_en, answer_ar, answer_en, steps_ar, steps_en, documents_ar, documents_en, owner_ar, owner_en, source, valid_from, confirmed, confirm_by, sample, live, case_kind, related, published_at, published_by, why)!
INSERT INTO knowledge_versions (
    topic, version, retired, area, title_ar, title_en, answer_ar, answer_en, steps_ar, steps_en,
    documents_ar, documents_en, owner_ar, owner_en, source, valid_from, confirmed, confirm_by, sample, live,
    case_kind, related, published_at, published_by, why)
VALUES (
    :topic, :version, :retired, :area, :title_ar, :title_en, :answer_ar, :answer_en, :steps_ar, :steps_en,
    :documents_ar, :documents_en, :owner_ar, :owner_en, :source, :valid_from, :confirmed, :confirm_by, :sample, :live,
    :case_kind, :related, :published_at, :published_by, :why);

-- name: current()
SELECT versions.*, topics.topic AS name FROM knowledge_versions AS versions
JOIN knowledge_topics AS topics ON topics.id = versions.topic
WHERE versions.version = (SELECT max(version) FROM knowledge_versions AS newer WHERE newer.topic = versions.topic)
ORDER BY topics.id;

-- name: current_of(topic)^
SELECT versions.*, topics.topic AS name FROM knowledge_versions AS versions
JOIN knowledge_topics AS topics ON topics.id = versions.topic
WHERE topics.topic = :topic ORDER BY versions.version DESC LIMIT 1;

-- name: history(topic)
SELECT versions.*, topics.topic AS name FROM knowledge_versions AS versions
JOIN knowledge_topics AS topics ON topics.id = versions.topic
WHERE topics.topic = :topic ORDER BY versions.version;

-- name: at(topic, moment)^
SELECT versions.*, topics.topic AS name FROM knowledge_versions AS versions
JOIN knowledge_topics AS topics ON topics.id = versions.topic
WHERE topics.topic = :topic AND versions.published_at <= :moment ORDER BY versions.version DESC LIMIT 1;

-- name: add_ways*!
INSERT INTO knowledge_ways (topic, language, words, added_at, added_by)
VALUES (:topic, :language, :words, :added_at, :added_by);

-- name: add_way(topic, language, words, added_at, added_by)^
INSERT INTO knowledge_ways (topic, language, words, added_at, added_by)
VALUES (:topic, :language, :words, :added_at, :added_by)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: remove_way(topic, language, words, removed_at)^
UPDATE knowledge_ways SET removed_at = :removed_at
WHERE topic = :topic AND language = :language AND words = :words AND removed_at IS NULL
RETURNING id;

-- name: ways()
SELECT topic, language, words FROM knowledge_ways WHERE removed_at IS NULL ORDER BY id;

-- name: ways_of(topic)
SELECT topic, language, words FROM knowledge_ways WHERE topic = :topic AND removed_at IS NULL ORDER BY id;

-- name: added_ways(topic, most)
SELECT id, topic, language, words FROM knowledge_ways
WHERE topic = :topic AND removed_at IS NULL AND added_by IS NOT NULL ORDER BY id DESC LIMIT :most;

-- name: way(id)^
SELECT id, topic, language, words FROM knowledge_ways
WHERE id = :id AND removed_at IS NULL AND added_by IS NOT NULL;

-- name: airspace_write(text_ar, text_en, written_at, written_by)^
INSERT INTO airspace (text_ar, text_en, written_at, written_by)
VALUES (:text_ar, :text_en, :written_at, :written_by) RETURNING id;

-- name: airspace_publish(id, written_by, published_at)^
UPDATE airspace SET published_at = :published_at
WHERE id = :id AND written_by = :written_by AND published_at IS NULL
    AND id = (SELECT max(id) FROM airspace AS newer WHERE newer.written_by = :written_by)
RETURNING id;

-- name: airspace_drop(id, written_by)^
DELETE FROM airspace WHERE id = :id AND written_by = :written_by AND published_at IS NULL RETURNING id;

-- name: airspace_now()^
SELECT airspace.*, people.name FROM airspace JOIN people ON people.id = airspace.written_by
WHERE published_at IS NOT NULL ORDER BY published_at DESC, airspace.id DESC LIMIT 1;
