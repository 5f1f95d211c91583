-- Local only: which turn of its clocks the user has been told of, or need not be. It stands on the ticket itself, so
-- that an index holds just those with something to tell: looking at it costs the same however many alarms there were.
ALTER TABLE ticket ADD COLUMN heeded BIGINT;
UPDATE ticket SET heeded = (SELECT h.last_turn FROM heeded h WHERE h.ticket = ticket.id);
DROP TABLE heeded;
DROP INDEX ticket_last_turn;
CREATE INDEX ticket_unheeded ON ticket (last_turn, assignee, team, alarm, deleted, heeded, id)
    WHERE alarm > 0 AND deleted = 0 AND last_turn IS NOT NULL AND (heeded IS NULL OR heeded <> last_turn);
