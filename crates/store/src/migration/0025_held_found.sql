-- The status of sync counts them after each change. By their id alone SQLite, which keeps no statistics here, took every message of
-- the desk for as few as these, and read all.
DROP INDEX record_held;
CREATE INDEX record_held ON record (kind, deleted, id) WHERE kind = 9 AND deleted = 0 AND doc LIKE '%"held":{%';
