-- The schema after all migrations, written by `cargo xtask gen`; do not edit.

CREATE TABLE access_token (
    hash BLOB NOT NULL PRIMARY KEY,
    session BLOB NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX access_token_expires ON access_token (expires_at);

CREATE INDEX access_token_session ON access_token (session);

CREATE TABLE acked (
    id BLOB NOT NULL PRIMARY KEY,
    n BIGINT NOT NULL,
    epoch BLOB NOT NULL,
    seq BIGINT NOT NULL,
    change TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX acked_at ON acked (at);

CREATE TABLE arrived (
    attachment BLOB NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);

CREATE TABLE credential (
    person BLOB NOT NULL PRIMARY KEY,
    password TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE device (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    name TEXT NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen BIGINT NOT NULL
, app TEXT, pending BIGINT, revoked_at BIGINT, surrendered_at BIGINT);

CREATE INDEX device_person ON device (person);

CREATE TABLE digest (
    cell BLOB NOT NULL PRIMARY KEY,
    sum BIGINT NOT NULL,
    count BIGINT NOT NULL
);

CREATE TABLE draft (
    ticket BLOB NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (ticket, kind)
);

CREATE TABLE escalated (
    ticket BLOB NOT NULL,
    metric TEXT NOT NULL,
    cycle BIGINT NOT NULL,
    step BLOB NOT NULL,
    -- The instant of the step, and when it was taken.
    at BIGINT NOT NULL,
    taken_at BIGINT NOT NULL,
    PRIMARY KEY (ticket, metric, cycle, step)
);

CREATE TABLE gauge (
    ticket BLOB NOT NULL PRIMARY KEY,
    team BLOB NOT NULL,
    assignee BLOB,
    organisation BLOB,
    topic BLOB,
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
    resolver BLOB,
    replies BIGINT NOT NULL,
    reopened BIGINT NOT NULL,
    -- Since when it stands in its status.
    since BIGINT NOT NULL,
    -- Says whether `moved` and `outcome` are what they would be written as.
    print BIGINT NOT NULL
);

CREATE INDEX gauge_answered ON gauge (answered, answer_ms, opened, team, assignee, priority, ticket)
    WHERE answered IS NOT NULL;

CREATE INDEX gauge_open ON gauge (opened) WHERE done = 0;

CREATE INDEX gauge_opened ON gauge (opened, topic, team, assignee, priority, ticket);

CREATE INDEX gauge_resolved
    ON gauge (resolved, work_ms, opened, resolver, replies, reopened, team, assignee, priority, ticket)
    WHERE resolved IS NOT NULL;

CREATE INDEX gauge_status ON gauge (status, since);

CREATE TABLE head (
    one SMALLINT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    next_number BIGINT NOT NULL,
    epoch BLOB NOT NULL
);

CREATE TABLE import_part (
    batch BLOB NOT NULL,
    part BIGINT NOT NULL,
    records TEXT NOT NULL,
    PRIMARY KEY (batch, part)
);

CREATE TABLE mark (
    key TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);

CREATE TABLE moved (
    ticket BLOB NOT NULL,
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    was TEXT,
    became TEXT NOT NULL,
    was_done SMALLINT NOT NULL,
    is_done SMALLINT NOT NULL,
    stood_ms BIGINT NOT NULL,
    PRIMARY KEY (ticket, n)
);

CREATE INDEX moved_again ON moved (ticket, n) WHERE was_done = 1 AND is_done = 0;

CREATE INDEX moved_at ON moved (at, was, became, was_done, is_done, stood_ms, ticket, n);

CREATE TABLE news (
    key TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    told SMALLINT NOT NULL,
    body TEXT NOT NULL
, shown_at BIGINT, storm BIGINT);

CREATE INDEX news_at ON news (at);

CREATE INDEX news_shown ON news (shown_at) WHERE shown_at IS NOT NULL;

CREATE INDEX news_untold ON news (at) WHERE told = 0;

CREATE TABLE notification (
    n INTEGER PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    ticket BLOB,
    tickets TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    seen SMALLINT NOT NULL
);

CREATE INDEX notification_unseen ON notification (n) WHERE seen = 0;

CREATE TABLE outbox (
    n BIGINT NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    kind SMALLINT NOT NULL,
    entity BLOB NOT NULL,
    ticket BLOB,
    change TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- 0 queued, 1 sent, 2 taken in and awaited in the feed, 3 refused.
    state SMALLINT NOT NULL,
    seq BIGINT NOT NULL,
    refusal TEXT
, again SMALLINT NOT NULL DEFAULT 0);

CREATE INDEX outbox_entity ON outbox (kind, entity);

CREATE INDEX outbox_ticket ON outbox (ticket);

CREATE TABLE outcome (
    ticket BLOB NOT NULL,
    metric TEXT NOT NULL,
    cycle BIGINT NOT NULL,
    at BIGINT NOT NULL,
    met SMALLINT NOT NULL,
    team BLOB NOT NULL,
    priority SMALLINT NOT NULL,
    PRIMARY KEY (ticket, metric, cycle)
);

CREATE INDEX outcome_at ON outcome (at, metric, met, team, priority, ticket);

CREATE TABLE person (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    role TEXT NOT NULL,
    organisation BLOB,
    haystack TEXT NOT NULL,
    retired SMALLINT NOT NULL
);

CREATE INDEX person_email ON person (email) WHERE email IS NOT NULL;

CREATE INDEX person_name ON person (name);

CREATE TABLE quarantine (
    change BLOB NOT NULL PRIMARY KEY,
    device BLOB NOT NULL,
    person BLOB NOT NULL,
    reason TEXT NOT NULL,
    content TEXT NOT NULL,
    error TEXT,
    at BIGINT NOT NULL,
    -- `waiting`, `applied` or `discarded`.
    state TEXT NOT NULL,
    decided_by BLOB,
    decided_at BIGINT
);

CREATE INDEX quarantine_state ON quarantine (state, at);

CREATE TABLE reach (
    person BLOB NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL
);

CREATE TABLE record (
    n INTEGER PRIMARY KEY,
    kind SMALLINT NOT NULL,
    id BLOB NOT NULL,
    ticket BLOB,
    doc TEXT NOT NULL,
    ver BIGINT NOT NULL,
    first BIGINT NOT NULL,
    fver TEXT NOT NULL,
    deleted SMALLINT NOT NULL DEFAULT 0
);

CREATE INDEX record_feed ON record (ver, kind, id);

CREATE INDEX record_hash ON record (json_extract(doc, '$.hash')) WHERE kind = 10;

CREATE INDEX record_held ON record (kind, deleted, id) WHERE kind = 9 AND deleted = 0 AND doc LIKE '%"held":{%';

CREATE UNIQUE INDEX record_id ON record (kind, id);

CREATE INDEX record_loose ON record (kind, id) WHERE ticket IS NULL;

CREATE INDEX record_merged_into ON record (json_extract(doc, '$.merged_into')) WHERE kind = 8 AND json_extract(doc, '$.merged_into') IS NOT NULL;

CREATE INDEX record_other ON record (json_extract(doc, '$.other')) WHERE kind = 12;

CREATE INDEX record_place ON record (n, ticket, kind) WHERE kind IN (8, 9, 10);

CREATE INDEX record_scope ON record (json_extract(doc, '$.scope')) WHERE ticket IS NULL AND kind IN (7, 14, 16, 17, 18, 22, 23);

CREATE INDEX record_ticket ON record (ticket, kind) WHERE ticket IS NOT NULL;

CREATE INDEX record_visit ON record (json_extract(doc, '$.from')) WHERE kind = 20 AND deleted = 0;

CREATE INDEX record_worked ON record (json_extract(doc, '$.at'), ticket, json_extract(doc, '$.author'), json_extract(doc, '$.seconds'), kind, deleted) WHERE kind = 11 AND deleted = 0;

CREATE TABLE refresh_token (
    hash BLOB NOT NULL PRIMARY KEY,
    session BLOB NOT NULL,
    generation BIGINT NOT NULL
);

CREATE INDEX refresh_token_session ON refresh_token (session);

CREATE TABLE reminder (
    id BLOB NOT NULL PRIMARY KEY,
    ticket BLOB NOT NULL,
    person BLOB NOT NULL,
    -- A ticket that was put off is back earlier when the requester writes.
    at BIGINT NOT NULL,
    snooze SMALLINT NOT NULL
);

CREATE INDEX reminder_person ON reminder (person, at);

CREATE INDEX reminder_ticket ON reminder (ticket);

CREATE TABLE seen (
    person BLOB NOT NULL,
    ticket BLOB NOT NULL,
    until BIGINT NOT NULL,
    marked SMALLINT NOT NULL DEFAULT 0,
    PRIMARY KEY (person, ticket)
);

CREATE INDEX seen_marked ON seen (person, ticket) WHERE marked = 1;

CREATE INDEX seen_ticket ON seen (ticket);

CREATE TABLE session (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    device BLOB NOT NULL,
    -- How often its refresh token was replaced.
    generation BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX session_device ON session (device);

CREATE INDEX session_expires ON session (expires_at);

CREATE INDEX session_person ON session (person);

CREATE TABLE shadow (
    kind SMALLINT NOT NULL,
    id BLOB NOT NULL,
    record TEXT,
    PRIMARY KEY (kind, id)
);

CREATE TABLE shown (
    key TEXT NOT NULL PRIMARY KEY,
    ticket BLOB NOT NULL,
    mark TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX shown_at ON shown (at);

CREATE INDEX shown_ticket ON shown (ticket);

CREATE TABLE sight (
    scope BLOB NOT NULL,
    ticket BLOB NOT NULL,
    seq BIGINT NOT NULL,
    live SMALLINT NOT NULL,
    PRIMARY KEY (scope, ticket)
);

CREATE INDEX sight_seq ON sight (scope, seq);

CREATE INDEX sight_ticket ON sight (ticket);

CREATE TABLE sign_in_attempt (
    key BLOB NOT NULL PRIMARY KEY,
    left_thousandths BIGINT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE state (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE stumble (
    change BLOB NOT NULL PRIMARY KEY,
    tries BIGINT NOT NULL,
    error TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE sync_log (
    minute BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    code TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    received BIGINT NOT NULL,
    bytes_out BIGINT NOT NULL,
    bytes_in BIGINT NOT NULL,
    millis BIGINT NOT NULL,
    PRIMARY KEY (minute, outcome, code)
);

CREATE TABLE tally (
    status TEXT NOT NULL PRIMARY KEY,
    count BIGINT NOT NULL,
    at_risk BIGINT NOT NULL,
    breached BIGINT NOT NULL
);

CREATE TABLE ticket (
    id BLOB NOT NULL PRIMARY KEY,
    number BIGINT,
    provisional TEXT,
    subject TEXT NOT NULL,
    status TEXT NOT NULL,
    category TEXT NOT NULL,
    priority SMALLINT NOT NULL,
    team BLOB NOT NULL,
    assignee BLOB,
    requester BLOB,
    organisation BLOB,
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
, known_at BIGINT NOT NULL DEFAULT 0, last_turn BIGINT, last_due BIGINT, next_step BIGINT, heeded BIGINT, items BIGINT NOT NULL DEFAULT 0, items_done BIGINT NOT NULL DEFAULT 0, filled TEXT NOT NULL DEFAULT '', confirmed SMALLINT NOT NULL DEFAULT 0, answered SMALLINT NOT NULL DEFAULT 0, postponed_until BIGINT, said_by BLOB, said_at BIGINT, said_before BIGINT, concerns TEXT NOT NULL DEFAULT '');

CREATE INDEX ticket_assignee ON ticket (assignee, status) WHERE assignee IS NOT NULL;

CREATE INDEX ticket_cell
    ON ticket (deleted, category, status, priority, team, assignee, organisation, alarm, next_due, due);

CREATE INDEX ticket_deadline ON ticket (due, deleted, category, id) WHERE due IS NOT NULL;

CREATE INDEX ticket_due ON ticket (deleted, next_due, id);

CREATE INDEX ticket_next_step ON ticket (next_step) WHERE next_step IS NOT NULL;

CREATE INDEX ticket_number ON ticket (number);

CREATE INDEX ticket_organisation ON ticket (organisation, status) WHERE organisation IS NOT NULL;

CREATE INDEX ticket_postponed ON ticket (postponed_until, id) WHERE postponed_until IS NOT NULL;

CREATE INDEX ticket_provisional ON ticket (provisional) WHERE provisional IS NOT NULL;

CREATE INDEX ticket_queue ON ticket (deleted, category, assignee, team, alarm, next_due, created_at, due, id);

CREATE INDEX ticket_rank ON ticket (status, deleted, rank, id);

CREATE INDEX ticket_requester ON ticket (requester, deleted, created_at, id) WHERE requester IS NOT NULL;

CREATE INDEX ticket_turn ON ticket (next_turn) WHERE next_turn IS NOT NULL;

CREATE INDEX ticket_unheeded ON ticket (last_turn, assignee, team, alarm, deleted, heeded, id)
    WHERE alarm > 0 AND deleted = 0 AND last_turn IS NOT NULL AND (heeded IS NULL OR heeded <> last_turn);

CREATE INDEX ticket_updated ON ticket (deleted, updated_at, id, alarm, next_due, created_at);

CREATE TABLE upload (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    hash TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    -- How much has come and is kept.
    offset_bytes BIGINT NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX upload_at ON upload (at);

CREATE UNIQUE INDEX upload_file ON upload (person, hash);

CREATE TABLE upload_piece (
    upload BLOB NOT NULL,
    offset_bytes BIGINT NOT NULL,
    piece BLOB NOT NULL,
    PRIMARY KEY (upload, offset_bytes)
);

CREATE TABLE verdict (
    device BLOB NOT NULL,
    n BIGINT NOT NULL,
    change BLOB NOT NULL,
    hash TEXT NOT NULL,
    result TEXT NOT NULL,
    PRIMARY KEY (device, n)
);

CREATE INDEX verdict_change ON verdict (change);

CREATE VIRTUAL TABLE words USING fts5 (subject, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
