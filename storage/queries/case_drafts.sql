-- name: left_alone(before)
SELECT * FROM cases WHERE number IS NULL AND closed_at IS NULL AND updated_at <= :before ORDER BY id;

-- name: touched()
SELECT updated_at FROM cases WHERE number IS NULL AND closed_at IS NULL;
