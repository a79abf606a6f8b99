-- name: has_versions()$
SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_versions';

-- name: version()$
SELECT max(version) FROM schema_versions;

-- name: triggers()
SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name;
