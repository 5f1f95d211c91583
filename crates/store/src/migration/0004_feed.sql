-- Device only: what the server took in, kept for a while. A server that comes back from an older backup is given
-- it once more.
CREATE TABLE acked (
    id {uuid} NOT NULL PRIMARY KEY,
    n BIGINT NOT NULL,
    epoch {uuid} NOT NULL,
    seq BIGINT NOT NULL,
    change TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX acked_at ON acked (at);

-- 1: the server had taken it in before it lost it; what it hangs on may come back later than it.
ALTER TABLE outbox ADD COLUMN again SMALLINT NOT NULL DEFAULT 0;

-- Server only: who has a ticket in sight. A scope is a team or a person; `seq` is the commit in which the ticket
-- came into it or left it, 0 when it was made there. What belongs to the ticket goes with it.
CREATE TABLE sight (
    scope {uuid} NOT NULL,
    ticket {uuid} NOT NULL,
    seq BIGINT NOT NULL,
    live SMALLINT NOT NULL,
    PRIMARY KEY (scope, ticket)
);
CREATE INDEX sight_seq ON sight (scope, seq);
CREATE INDEX sight_ticket ON sight (ticket);

-- Server only: the commit that last changed where a person may look.
CREATE TABLE reach (
    person {uuid} NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL
);

-- Server only: the sum and count of the live records of each team's tickets; the nil team has what belongs to none.
CREATE TABLE digest (
    cell {uuid} NOT NULL PRIMARY KEY,
    sum BIGINT NOT NULL,
    count BIGINT NOT NULL
);

-- What belongs to no ticket, among everything that does.
CREATE INDEX record_loose ON record (kind, id) WHERE ticket IS NULL;
