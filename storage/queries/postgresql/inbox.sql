-- name: waiting(limit)
SELECT update_id, payload, attempts FROM claim_updates(:limit);
