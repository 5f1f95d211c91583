-- What belongs to no ticket and is for a person or a team alone: conflicts, views, canned replies.
CREATE INDEX record_scope ON record ({doc.scope}) WHERE ticket IS NULL AND kind IN (14, 16, 17);

-- Views are counted from this alone.
CREATE INDEX ticket_queue ON ticket (deleted, category, assignee, team, alarm, next_due);
