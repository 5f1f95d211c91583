-- Boards can be for a person or a team alone, too.
DROP INDEX record_scope;
CREATE INDEX record_scope ON record ({doc.scope}) WHERE ticket IS NULL AND kind IN (7, 14, 16, 17);

-- Every column and lane of a board is counted from this alone, and what stands in a cell is found by it.
CREATE INDEX ticket_cell
    ON ticket (deleted, category, status, priority, team, assignee, organisation, alarm, next_due, due);
CREATE INDEX ticket_organisation ON ticket (organisation, status) WHERE organisation IS NOT NULL;
