-- name: create(token_hash, role, governorates, ministry, created_by, card, now, expires_at)^
INSERT INTO invitations (token_hash, role, governorates, ministry, created_by, card, created_at, expires_at)
VALUES (:token_hash, :role, :governorates, :ministry, :created_by, :card, :now, :expires_at)
ON CONFLICT (created_by, card) DO NOTHING RETURNING *;

-- name: by_hash(token_hash)^
SELECT * FROM invitations WHERE token_hash = :token_hash;

-- name: by_id(id)^
SELECT * FROM invitations WHERE id = :id;

-- name: open_ones(now, limit, skip)
SELECT * FROM invitations WHERE used_at IS NULL AND revoked_at IS NULL AND expires_at > :now
ORDER BY id LIMIT :limit OFFSET :skip;

-- name: count_open(now)$
SELECT count(*) FROM invitations WHERE used_at IS NULL AND revoked_at IS NULL AND expires_at > :now;

-- name: use(id, person, now)^
UPDATE invitations SET used_by = :person, used_at = :now
WHERE id = :id AND used_at IS NULL AND revoked_at IS NULL AND expires_at > :now RETURNING *;

-- name: revoke_made_by(created_by, now)
UPDATE invitations SET revoked_at = :now
WHERE created_by = :created_by AND used_at IS NULL AND revoked_at IS NULL AND expires_at > :now RETURNING id;

-- name: revoke(id, now)^
UPDATE invitations SET revoked_at = :now
WHERE id = :id AND used_at IS NULL AND revoked_at IS NULL AND expires_at > :now RETURNING *;
