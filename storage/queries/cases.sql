-- name: open_draft(kind, applicant, organisation, now)^
INSERT INTO cases (kind, applicant, organisation, created_at, updated_at, state_since)
VALUES (:kind, :applicant, :organisation, :now, :now, :now) RETURNING *;

-- name: by_id(id)^
SELECT * FROM cases WHERE id = :id;

-- name: by_number(number)^
SELECT * FROM cases WHERE number = :number;

-- name: next_number(prefix, month)$
INSERT INTO case_numbers (prefix, month, last) VALUES (:prefix, :month, 1)
ON CONFLICT (prefix, month) DO UPDATE SET last = case_numbers.last + 1
RETURNING last;

-- name: put(id, version, number, state, organisation, organisation_key, officer, fields, personal, urgent, asked, office, approval_number, approved_on, valid_from, valid_until, refusal, now, filed_at, state_since, overdue_at, decided_at, closed_at)^
UPDATE cases SET
    number = :number, state = :state, organisation = :organisation, organisation_key = :organisation_key,
    officer = :officer, fields = :fields, personal = :personal, urgent = :urgent, asked = :asked,
    office = :office, approval_number = :approval_number, approved_on = :approved_on,
    valid_from = :valid_from, valid_until = :valid_until, refusal = :refusal, updated_at = :now,
    filed_at = :filed_at, state_since = :state_since, overdue_at = :overdue_at, decided_at = :decided_at,
    closed_at = :closed_at, version = version + 1
WHERE id = :id AND version = :version RETURNING *;

-- name: add_event(case_id, at, person, action, state_from, state_to, detail, note, public)!
INSERT INTO case_events (case_id, at, person, action, state_from, state_to, detail, note, public)
VALUES (:case_id, :at, :person, :action, :state_from, :state_to, :detail, :note, :public);

-- name: events(case_id)
SELECT * FROM case_events WHERE case_id = :case_id ORDER BY id;

-- name: of_applicant(applicant, limit, skip)
SELECT * FROM cases WHERE applicant = :applicant ORDER BY id DESC LIMIT :limit OFFSET :skip;

-- name: of_organisation(key, limit, skip)
SELECT * FROM cases WHERE organisation_key = :key AND organisation_key <> '' AND number IS NOT NULL
ORDER BY id DESC LIMIT :limit OFFSET :skip;

-- name: queue(kind, state, now, limit, skip)
SELECT * FROM cases
WHERE number IS NOT NULL AND closed_at IS NULL
    AND (:kind = '' OR kind = :kind) AND (:state = '' OR state = :state)
ORDER BY CASE WHEN overdue_at <= :now THEN 0 ELSE 1 END, urgent DESC, filed_at, id LIMIT :limit OFFSET :skip;

-- name: count_queue(now)
SELECT kind, state, count(*) AS n, min(filed_at) AS oldest,
    sum(CASE WHEN overdue_at <= :now THEN 1 ELSE 0 END) AS overdue
FROM cases
WHERE number IS NOT NULL AND closed_at IS NULL GROUP BY kind, state ORDER BY kind, state;

-- name: overdue(now)
SELECT * FROM cases WHERE overdue_at <= :now ORDER BY overdue_at, id;

-- name: untold(job, now)
-- Overdue cases of which `due` knows no notice of this job since they became overdue.
SELECT * FROM cases WHERE overdue_at <= :now AND NOT EXISTS (
    SELECT 1 FROM due WHERE due.job = :job AND due.chat = cases.id AND due.due_at = cases.overdue_at)
ORDER BY overdue_at, id;

-- name: silent(before)
-- Cases that wait for their applicant, and that nobody has touched since.
SELECT * FROM cases WHERE state = 'incomplete' AND updated_at <= :before ORDER BY id;

-- name: given_up(job, before)
-- Of those, the ones whose applicant had been reminded of this stay by then.
SELECT cases.* FROM cases
JOIN due ON due.job = :job AND due.chat = cases.id AND due.due_at = cases.state_since AND due.done_at <= :before
WHERE cases.state = 'incomplete' AND cases.updated_at <= :before ORDER BY cases.id;

-- name: first_overdue(after)$
SELECT min(overdue_at) FROM cases WHERE overdue_at > :after;

-- name: decided(kind, since)
SELECT * FROM cases WHERE kind = :kind AND decided_at > :since ORDER BY decided_at, id;

-- name: filed_since(since)
SELECT * FROM cases WHERE filed_at > :since ORDER BY id;

-- name: over(today)
SELECT * FROM cases WHERE closed_at IS NULL AND valid_until < :today ORDER BY id;

-- name: ending(today, last)
SELECT * FROM cases WHERE closed_at IS NULL AND valid_until >= :today AND valid_until <= :last
ORDER BY valid_until, id;

-- name: remind(id, days)!
UPDATE cases SET reminded = :days WHERE id = :id;

-- name: purgeable(kind, before)
SELECT * FROM cases
WHERE kind = :kind AND purged_at IS NULL
    AND (closed_at <= :before OR (number IS NULL AND closed_at IS NULL AND updated_at <= :before))
ORDER BY id;

-- name: purge(id, state, now)!
UPDATE cases SET personal = NULL, purged_at = :now, state = :state, closed_at = coalesce(closed_at, :now),
    version = version + 1
WHERE id = :id;

-- name: invited(person, decided_at)$
-- Whether the last decision about them was an invitation's: nobody has looked at the organisation that they typed.
SELECT count(*) FROM invitations WHERE used_by = :person AND used_at >= :decided_at;

-- name: end_rule(kind, rule, ended_on, words_ar, words_en, hit, told, ended_by, now)^
INSERT INTO ended_rules (kind, rule, note, ended_on, words_ar, words_en, hit, told, ended_by, ended_at)
VALUES (:kind, :rule, '', :ended_on, :words_ar, :words_en, :hit, :told, :ended_by, :now)
ON CONFLICT (kind, rule) DO NOTHING RETURNING rule;

-- name: restore_rule(kind, rule)^
DELETE FROM ended_rules WHERE kind = :kind AND rule = :rule RETURNING rule;

-- name: ended_rules(kind)
SELECT * FROM ended_rules WHERE kind = :kind ORDER BY ended_at DESC, rule;
