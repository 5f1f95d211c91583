-- What reports ask: one row for each ticket that is not deleted, made from its record and history.
CREATE TABLE gauge (
    ticket {uuid} NOT NULL PRIMARY KEY,
    team {uuid} NOT NULL,
    assignee {uuid},
    organisation {uuid},
    topic {uuid},
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    priority SMALLINT NOT NULL,
    status TEXT NOT NULL,
    done SMALLINT NOT NULL,
    tags TEXT NOT NULL,
    opened BIGINT NOT NULL,
    -- The first reply, and the business time until then.
    answered BIGINT,
    answer_ms BIGINT,
    -- The last resolution of a ticket that is done, and the business time until then.
    resolved BIGINT,
    work_ms BIGINT,
    resolver {uuid},
    replies BIGINT NOT NULL,
    reopened BIGINT NOT NULL,
    -- Since when it stands in its status.
    since BIGINT NOT NULL,
    -- Says whether `moved` and `outcome` are what they would be written as.
    print BIGINT NOT NULL
);
CREATE INDEX gauge_opened ON gauge (opened);
CREATE INDEX gauge_open ON gauge (opened) WHERE done = 0;
CREATE INDEX gauge_status ON gauge (status, since);
CREATE INDEX gauge_resolved ON gauge (resolved) WHERE resolved IS NOT NULL;
CREATE INDEX gauge_answered ON gauge (answered) WHERE answered IS NOT NULL;

-- Each time that a ticket came into a status.
CREATE TABLE moved (
    ticket {uuid} NOT NULL,
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    was TEXT,
    became TEXT NOT NULL,
    was_done SMALLINT NOT NULL,
    is_done SMALLINT NOT NULL,
    stood_ms BIGINT NOT NULL,
    PRIMARY KEY (ticket, n)
);
CREATE INDEX moved_at ON moved (at);

-- Each target that was met or missed.
CREATE TABLE outcome (
    ticket {uuid} NOT NULL,
    metric TEXT NOT NULL,
    cycle BIGINT NOT NULL,
    at BIGINT NOT NULL,
    met SMALLINT NOT NULL,
    team {uuid} NOT NULL,
    priority SMALLINT NOT NULL,
    PRIMARY KEY (ticket, metric, cycle)
);
CREATE INDEX outcome_at ON outcome (at);
