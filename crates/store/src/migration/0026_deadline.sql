-- What falls due is counted and told by a ticket's own date as well as by its clocks.
DROP INDEX ticket_queue;
CREATE INDEX ticket_queue ON ticket (deleted, category, assignee, team, alarm, next_due, created_at, due, id);
CREATE INDEX ticket_deadline ON ticket (due, deleted, category, id) WHERE due IS NOT NULL;
