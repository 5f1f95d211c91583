-- Time that was spent in a period, with all that is asked of it: what a query names and an index does not hold costs SQLite a look
-- at the record, the kind and the mark of deletion too.
CREATE INDEX record_worked ON record ({number.at}, ticket, {doc.author}, {number.seconds}, kind, deleted) WHERE kind = 11 AND deleted = 0;
