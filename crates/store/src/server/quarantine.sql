-- Server only: changes that broke something when they were judged, and how often.
CREATE TABLE stumble (
    change {uuid} NOT NULL PRIMARY KEY,
    tries BIGINT NOT NULL,
    error TEXT NOT NULL,
    at BIGINT NOT NULL
);

-- Server only: changes that did not take effect and must not be lost, until an admin decides.
CREATE TABLE quarantine (
    change {uuid} NOT NULL PRIMARY KEY,
    device {uuid} NOT NULL,
    person {uuid} NOT NULL,
    reason TEXT NOT NULL,
    content TEXT NOT NULL,
    error TEXT,
    at BIGINT NOT NULL,
    -- `waiting`, `applied` or `discarded`.
    state TEXT NOT NULL,
    decided_by {uuid},
    decided_at BIGINT
);
CREATE INDEX quarantine_state ON quarantine (state, at);
