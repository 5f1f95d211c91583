-- When a ticket that waits or rests is work again by itself; only of those.
ALTER TABLE ticket ADD COLUMN postponed_until BIGINT;
CREATE INDEX ticket_postponed ON ticket (postponed_until, id) WHERE postponed_until IS NOT NULL;
