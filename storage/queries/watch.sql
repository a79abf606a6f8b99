-- name: noted(report, group_id, topic, person)$
SELECT 1 FROM report_note_lines AS lines JOIN report_notes AS notes ON notes.id = lines.note
WHERE lines.report = :report AND notes.group_id = :group_id AND notes.topic = :topic AND notes.person = :person;

-- name: note_to_join(group_id, topic, person, kind, governorate, since)^
SELECT * FROM report_notes
WHERE group_id = :group_id AND topic = :topic AND person = :person AND posted_at > :since
    AND kind = :kind AND governorate = :governorate
ORDER BY id DESC LIMIT 1;

-- name: note_lines(note)
SELECT lines.gravity AS shown_gravity, reports.* FROM report_note_lines AS lines
JOIN reports ON reports.id = lines.report WHERE lines.note = :note ORDER BY reports.id;

-- name: add_note(group_id, topic, person, kind, governorate, outbox, now)^
INSERT INTO report_notes (group_id, topic, person, kind, governorate, outbox, posted_at)
VALUES (:group_id, :topic, :person, :kind, :governorate, :outbox, :now) RETURNING *;

-- name: add_note_line(note, report, version, gravity)!
INSERT INTO report_note_lines (note, report, version, gravity, confirmation)
VALUES (:note, :report, :version, :gravity, (SELECT confirmation FROM reports WHERE id = :report));

-- name: stale_note(id)!
UPDATE report_notes SET stale = 1 WHERE id = :id;

-- name: outdate_notes(since)!
UPDATE report_notes SET stale = 1 WHERE posted_at > :since AND stale = 0 AND EXISTS (
    SELECT 1 FROM report_note_lines AS lines JOIN reports ON reports.id = lines.report
    WHERE lines.note = report_notes.id
        AND (reports.version <> lines.version OR reports.confirmation <> lines.confirmation));

-- name: stale_notes()
SELECT notes.*, outbox.chat, outbox.message_id, outbox.state FROM report_notes AS notes
LEFT JOIN outbox ON outbox.id = notes.outbox WHERE notes.stale = 1 ORDER BY notes.id;

-- name: fresh_note(id)!
UPDATE report_notes SET stale = 0 WHERE id = :id;

-- name: fresh_note_lines(note)!
UPDATE report_note_lines
SET version = (SELECT version FROM reports WHERE reports.id = report_note_lines.report),
    confirmation = (SELECT confirmation FROM reports WHERE reports.id = report_note_lines.report)
WHERE note = :note;

-- name: told_together(form, message)$
SELECT count(*) FROM reports WHERE form = :form AND message = :message;

-- name: wanted(now)^
SELECT EXISTS (SELECT 1 FROM subscriptions) AS notes,
    EXISTS (SELECT 1 FROM thresholds WHERE state <> 'removed') AS thresholds,
    EXISTS (SELECT 1 FROM crossings WHERE next_at <= :now)
        OR EXISTS (SELECT 1 FROM pages WHERE stale = 1) AS pages;

-- name: thresholds()
SELECT * FROM thresholds WHERE state <> 'removed' ORDER BY id;

-- name: threshold(id)^
SELECT * FROM thresholds WHERE id = :id;

-- name: add_threshold(kind, subject, unit, area, amount, hours, at, minutes, by, now)^
INSERT INTO thresholds (kind, subject, unit, area, amount, hours, at, minutes, created_by, set_at)
VALUES (:kind, :subject, :unit, :area, :amount, :hours, :at, :minutes, :by, :now) RETURNING *;

-- name: change_threshold(id, version, state, minutes, set_at)^
UPDATE thresholds SET state = :state, minutes = :minutes, set_at = :set_at, version = version + 1
WHERE id = :id AND version = :version AND state <> 'removed' RETURNING *;

-- name: figures(kind, since, until)
-- The kind as in reports.told_lately.
SELECT governorate, place, households, individuals FROM standing_reports
WHERE saved_at > :since AND saved_at <= :until AND kind = '' || :kind AND counts = 1 AND nothing_to_report = 0
    AND governorate IS NOT NULL;

-- name: incidents(since, until)
SELECT reference, gravity FROM reports
WHERE saved_at > :since AND saved_at <= :until AND kind = 'incident' AND state = 'saved' AND nothing_to_report = 0
ORDER BY id;

-- name: incident(reference)^
SELECT gravity FROM reports WHERE reference = :reference AND state = 'saved' AND kind = 'incident';

-- name: crossing(id)^
SELECT * FROM crossings WHERE id = :id;

-- name: standing_crossings(threshold)
SELECT * FROM crossings WHERE threshold = :threshold AND ended_at IS NULL ORDER BY id;

-- name: crossed_since(threshold, since)
SELECT subject FROM crossings WHERE threshold = :threshold AND crossed_at > :since;

-- name: add_crossing(threshold, subject, value, told, head, next_at, now)^
INSERT INTO crossings (threshold, subject, value, told, head, crossed_at, next_at)
VALUES (:threshold, :subject, :value, :told, :head, :now, :next_at) RETURNING *;

-- name: matter(head)
SELECT * FROM crossings WHERE id = :head OR head = :head ORDER BY id;

-- name: matter_to_join(threshold, since)^
SELECT * FROM crossings AS heads
WHERE threshold = :threshold AND head IS NULL AND crossed_at > :since AND taken_by IS NULL AND EXISTS (
    SELECT 1 FROM crossings AS one
    WHERE (one.id = heads.id OR one.head = heads.id) AND one.taken_by IS NULL AND one.ended_at IS NULL)
ORDER BY id DESC LIMIT 1;

-- name: set_below(id, at)!
UPDATE crossings SET below_at = :at WHERE id = :id;

-- name: end_crossing(id, now)!
UPDATE crossings SET ended_at = :now WHERE id = :id AND ended_at IS NULL;

-- name: stop_paging(head)!
UPDATE crossings SET next_at = NULL WHERE id = :head AND NOT EXISTS (
    SELECT 1 FROM crossings AS one
    WHERE (one.id = :head OR one.head = :head) AND one.taken_by IS NULL AND one.ended_at IS NULL);

-- name: take_matter(head, person, now)
UPDATE crossings SET taken_by = :person, taken_at = :now, next_at = NULL
WHERE (id = :head OR head = :head) AND taken_by IS NULL AND ended_at IS NULL RETURNING id;

-- name: untaken()
SELECT * FROM crossings WHERE taken_by IS NULL AND ended_at IS NULL AND below_at IS NULL ORDER BY id;

-- name: to_page(now)
SELECT * FROM crossings AS heads WHERE next_at <= :now AND EXISTS (
    SELECT 1 FROM crossings AS one WHERE (one.id = heads.id OR one.head = heads.id)
        AND one.taken_by IS NULL AND one.ended_at IS NULL AND one.below_at IS NULL)
ORDER BY id;

-- name: next_page()$
SELECT min(next_at) FROM crossings AS heads WHERE next_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM crossings AS one WHERE (one.id = heads.id OR one.head = heads.id)
        AND one.taken_by IS NULL AND one.ended_at IS NULL AND one.below_at IS NULL);

-- name: page_again_at(id, at)!
UPDATE crossings SET next_at = :at WHERE id = :id;

-- name: add_page(crossing, person, outbox, now)!
INSERT INTO pages (crossing, person, outbox, paged_at) VALUES (:crossing, :person, :outbox, :now);

-- name: stale_pages(crossing)!
UPDATE pages SET stale = 1 WHERE crossing = :crossing;

-- name: pages_to_edit()
SELECT pages.crossing, pages.person, pages.paged_at, outbox.chat, outbox.message_id, outbox.state FROM pages
LEFT JOIN outbox ON outbox.id = pages.outbox
WHERE pages.stale = 1 ORDER BY pages.crossing, pages.paged_at, pages.person;

-- name: fresh_page(crossing, person)!
UPDATE pages SET stale = 0 WHERE crossing = :crossing AND person = :person;

-- name: pages(crossing)
SELECT pages.person, pages.paged_at, outbox.chat, outbox.message_id FROM pages
LEFT JOIN outbox ON outbox.id = pages.outbox WHERE pages.crossing = :crossing ORDER BY pages.paged_at, pages.person;

-- name: shift()^
SELECT * FROM shifts WHERE state <> 'signed';

-- name: shift_by_id(id)^
SELECT * FROM shifts WHERE id = :id;

-- name: begin_shift(officer, now)^
INSERT INTO shifts (officer, began_at) VALUES (:officer, :now) ON CONFLICT DO NOTHING RETURNING *;

-- name: offer_shift(id, version, note, now, remind_at)^
UPDATE shifts SET state = 'offered', note = :note, offered_at = :now, remind_at = :remind_at, reminded = 0,
    version = version + 1
WHERE id = :id AND version = :version AND state = 'open' RETURNING *;

-- name: take_back_shift(id, version)^
UPDATE shifts SET state = 'open', note = '', offered_at = NULL, remind_at = NULL, version = version + 1
WHERE id = :id AND version = :version AND state = 'offered' RETURNING *;

-- name: sign_shift(id, version, note, person, now)^
UPDATE shifts SET state = 'signed', note = :note, signed_by = :person, signed_at = :now, remind_at = NULL,
    version = version + 1
WHERE id = :id AND version = :version AND state <> 'signed' RETURNING *;

-- name: shifts_to_remind(now)
SELECT * FROM shifts WHERE remind_at <= :now;

-- name: remind_shift_at(id, at)!
UPDATE shifts SET remind_at = :at, reminded = reminded + 1 WHERE id = :id;

-- name: next_shift_reminder()$
SELECT min(remind_at) FROM shifts WHERE remind_at IS NOT NULL;

-- name: signed_shifts(limit, skip)
SELECT * FROM shifts WHERE state = 'signed' ORDER BY id DESC LIMIT :limit OFFSET :skip;

-- name: count_signed_shifts()$
SELECT count(*) FROM shifts WHERE state = 'signed';

-- name: add_shift_line(shift, text, now)!
INSERT INTO shift_lines (shift, text, at) VALUES (:shift, :text, :now);

-- name: touch_shift(id)^
UPDATE shifts SET version = version + 1 WHERE id = :id AND state = 'open' RETURNING *;

-- name: shift_lines(shift)
SELECT * FROM shift_lines WHERE shift = :shift ORDER BY id;

-- name: waiting_groups()$
SELECT count(*) FROM groups WHERE state = 'waiting';
