-- Reports measure by the clock on the wall, too: when a ticket was opened stands beside when it was answered and resolved.
DROP INDEX gauge_resolved;
CREATE INDEX gauge_resolved
    ON gauge (resolved, work_ms, opened, resolver, replies, reopened, team, assignee, priority, ticket)
    WHERE resolved IS NOT NULL;
DROP INDEX gauge_answered;
CREATE INDEX gauge_answered ON gauge (answered, answer_ms, opened, team, assignee, priority, ticket)
    WHERE answered IS NOT NULL;
