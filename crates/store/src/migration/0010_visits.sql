-- The visits of a day, whoever makes them.
CREATE INDEX record_visit ON record ({number.from}) WHERE kind = 20 AND deleted = 0;
