-- Time that was spent in a period, with all that is asked of it: what a query names and an index does not hold costs SQLite a look
-- at the record, the kind and the mark of deletion too.
CREATE INDEX record_worked ON record ({number.at}, ticket, {doc.author}, {number.seconds}, kind, deleted) WHERE kind = 11 AND deleted = 0;
-- Views are counted whenever something changed: with the id for what somebody snoozed, and by the last change, without a look at
-- each ticket.
DROP INDEX ticket_queue;
CREATE INDEX ticket_queue ON ticket (deleted, category, assignee, team, alarm, next_due, created_at, id);
DROP INDEX ticket_updated;
CREATE INDEX ticket_updated ON ticket (deleted, updated_at, id, alarm, next_due, created_at);
