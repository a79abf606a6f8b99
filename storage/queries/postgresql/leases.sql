-- name: me()$
-- The session that asks, by its process on the server and when that began: "4711 1795363200.123456".
SELECT pid || ' ' || extract(epoch FROM backend_start) FROM pg_stat_activity WHERE pid = pg_backend_pid();

-- name: take(names, holder, seconds)
-- Renews what the holder has, and takes what nobody has, what expired, or what a session that is gone had.
INSERT INTO leases (name, holder, until)
SELECT name, :holder, extract(epoch FROM clock_timestamp()) + CAST(:seconds AS double precision) FROM unnest(CAST(:names AS text[])) AS name
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
WHERE leases.holder = excluded.holder OR leases.until < extract(epoch FROM clock_timestamp())
    OR NOT EXISTS (
        SELECT 1 FROM pg_stat_activity
        WHERE pid = CAST(split_part(leases.holder, ' ', 1) AS int)
            AND (backend_start IS NULL OR pid || ' ' || extract(epoch FROM backend_start) = leases.holder))
RETURNING name;

-- name: confirm(name, holder)$
-- Nobody can take it before this transaction ends.
SELECT 1 FROM leases
WHERE name = :name AND holder = :holder AND until > extract(epoch FROM clock_timestamp()) FOR SHARE;

-- name: end_silent(seconds)
-- Ends sessions of ours whose process fell silent in the middle of a transaction that wrote or locked something.
-- The server's own limit (idle_in_transaction_session_timeout) does not see one that hangs between two parts of a statement.
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND application_name = 'tansiq' AND pid <> pg_backend_pid()
    AND backend_xid IS NOT NULL AND wait_event = 'ClientRead'
    AND state_change < clock_timestamp() - make_interval(secs => CAST(:seconds AS double precision))
    AND pg_terminate_backend(pid);

-- name: release(holder)!
DELETE FROM leases WHERE holder = :holder;

-- name: held()$
SELECT count(*) FROM leases WHERE until > extract(epoch FROM clock_timestamp()) AND EXISTS (
    SELECT 1 FROM pg_stat_activity WHERE pid = CAST(split_part(leases.holder, ' ', 1) AS int));
