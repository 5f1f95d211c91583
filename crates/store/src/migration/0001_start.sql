-- Everything synced, one row each; the other tables are made from it and can be made again.
CREATE TABLE record (
    n {serial},
    kind SMALLINT NOT NULL,
    id {uuid} NOT NULL,
    ticket {uuid},
    doc TEXT NOT NULL,
    ver BIGINT NOT NULL,
    first BIGINT NOT NULL,
    fver TEXT NOT NULL,
    deleted SMALLINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX record_id ON record (kind, id);
CREATE INDEX record_feed ON record (ver, kind, id);
CREATE INDEX record_ticket ON record (ticket, kind) WHERE ticket IS NOT NULL;

-- What boards, lists and filters ask of tickets.
CREATE TABLE ticket (
    id {uuid} NOT NULL PRIMARY KEY,
    number BIGINT,
    provisional TEXT,
    subject TEXT NOT NULL,
    status TEXT NOT NULL,
    category TEXT NOT NULL,
    priority SMALLINT NOT NULL,
    team {uuid} NOT NULL,
    assignee {uuid},
    requester {uuid},
    organisation {uuid},
    tags TEXT NOT NULL,
    rank BIGINT NOT NULL,
    due BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    attachments BIGINT NOT NULL,
    -- The next open clock to run out; far in the future when none runs.
    next_due BIGINT NOT NULL,
    -- When the ticket next turns at risk or breached, for the planner; null when never.
    next_turn BIGINT,
    -- 0 calm, 1 at risk, 2 breached.
    alarm SMALLINT NOT NULL,
    clocks TEXT NOT NULL,
    deleted SMALLINT NOT NULL
);
CREATE INDEX ticket_rank ON ticket (status, deleted, rank, id);
CREATE INDEX ticket_due ON ticket (deleted, next_due, id);
CREATE INDEX ticket_updated ON ticket (deleted, updated_at, id);
CREATE INDEX ticket_number ON ticket (number);
CREATE INDEX ticket_provisional ON ticket (provisional) WHERE provisional IS NOT NULL;
CREATE INDEX ticket_assignee ON ticket (assignee, status) WHERE assignee IS NOT NULL;
CREATE INDEX ticket_requester ON ticket (requester) WHERE requester IS NOT NULL;
CREATE INDEX ticket_turn ON ticket (next_turn) WHERE next_turn IS NOT NULL;

-- How many tickets stand in each status, so that a board's counts cost the same at any size.
CREATE TABLE tally (
    status TEXT NOT NULL PRIMARY KEY,
    count BIGINT NOT NULL,
    at_risk BIGINT NOT NULL,
    breached BIGINT NOT NULL
);

CREATE TABLE person (
    id {uuid} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    role TEXT NOT NULL,
    organisation {uuid},
    haystack TEXT NOT NULL,
    retired SMALLINT NOT NULL
);
CREATE INDEX person_name ON person (name);
CREATE INDEX person_email ON person (email) WHERE email IS NOT NULL;

-- What a device has to send, in its own order; rows leave when the server's copy has arrived.
CREATE TABLE outbox (
    n BIGINT NOT NULL PRIMARY KEY,
    id {uuid} NOT NULL UNIQUE,
    kind SMALLINT NOT NULL,
    entity {uuid} NOT NULL,
    ticket {uuid},
    change TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- 0 queued, 1 sent, 2 taken in and awaited in the feed, 3 refused.
    state SMALLINT NOT NULL,
    seq BIGINT NOT NULL,
    refusal TEXT
);
CREATE INDEX outbox_entity ON outbox (kind, entity);
CREATE INDEX outbox_ticket ON outbox (ticket);

-- The server's last word on a record that has changes waiting.
CREATE TABLE shadow (
    kind SMALLINT NOT NULL,
    id {uuid} NOT NULL,
    record TEXT,
    PRIMARY KEY (kind, id)
);

-- Local only, never synced: names and values of the desk itself.
CREATE TABLE state (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Local only: what somebody was writing.
CREATE TABLE draft (
    ticket {uuid} NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (ticket, kind)
);

-- Local only: which warnings were shown.
CREATE TABLE mark (
    key TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);

-- Server only: the outcome of every change, kept so that a repeated one has the same answer.
CREATE TABLE verdict (
    device {uuid} NOT NULL,
    n BIGINT NOT NULL,
    change {uuid} NOT NULL,
    hash TEXT NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (device, n)
);
CREATE INDEX verdict_change ON verdict (change);

-- Server only: the commit counter, locked last by every writer, and the counter of ticket numbers.
CREATE TABLE head (
    one SMALLINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    next_number BIGINT NOT NULL,
    epoch {uuid} NOT NULL
);

-- Server only: the parts of an import that is still arriving.
CREATE TABLE import_part (
    batch {uuid} NOT NULL,
    part BIGINT NOT NULL,
    records TEXT NOT NULL,
    PRIMARY KEY (batch, part)
);
