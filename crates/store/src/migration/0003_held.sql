-- Public replies that wait for a person: few among many messages.
CREATE INDEX record_held ON record (id) WHERE kind = 9 AND deleted = 0 AND doc LIKE '%"held":{%';
