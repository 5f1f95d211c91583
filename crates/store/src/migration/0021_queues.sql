-- When a ticket that waits or rests is work again by itself; only of those.
ALTER TABLE ticket ADD COLUMN postponed_until BIGINT;
CREATE INDEX ticket_postponed ON ticket (postponed_until, id) WHERE postponed_until IS NOT NULL;
-- A view says how many tickets it has, how old the oldest is and when the next one is due, from the index alone.
DROP INDEX ticket_queue;
CREATE INDEX ticket_queue ON ticket (deleted, category, assignee, team, alarm, next_due, created_at);
