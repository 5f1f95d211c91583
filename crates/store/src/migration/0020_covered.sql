-- Reports read spans of time: their indexes hold all that is asked, since looking each row up costs a page of the file.
DROP INDEX gauge_opened;
CREATE INDEX gauge_opened ON gauge (opened, topic, team, assignee, priority, ticket);
DROP INDEX gauge_resolved;
CREATE INDEX gauge_resolved ON gauge (resolved, work_ms, resolver, replies, reopened, team, assignee, priority, ticket)
    WHERE resolved IS NOT NULL;
DROP INDEX gauge_answered;
CREATE INDEX gauge_answered ON gauge (answered, answer_ms, team, assignee, priority, ticket)
    WHERE answered IS NOT NULL;
DROP INDEX moved_at;
CREATE INDEX moved_at ON moved (at, was, became, was_done, is_done, stood_ms, ticket, n);
CREATE INDEX moved_again ON moved (ticket, n) WHERE was_done = 1 AND is_done = 0;
DROP INDEX outcome_at;
CREATE INDEX outcome_at ON outcome (at, metric, met, team, priority, ticket);
