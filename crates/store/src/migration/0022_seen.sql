-- Who said something last in a ticket and when, when somebody else did before, and whom it concerns beside its owner: what is
-- unread is told from these; see `seen` in crates/store. Rows that stand already are written again in the background.
ALTER TABLE ticket ADD COLUMN said_by {uuid};
ALTER TABLE ticket ADD COLUMN said_at BIGINT;
ALTER TABLE ticket ADD COLUMN said_before BIGINT;
ALTER TABLE ticket ADD COLUMN concerns TEXT NOT NULL DEFAULT '';

-- Local only: until when somebody has read a ticket, and which they marked as unread themselves. The row without a ticket is
-- from when on anything counts at all.
CREATE TABLE seen (
    person {uuid} NOT NULL,
    ticket {uuid} NOT NULL,
    until BIGINT NOT NULL,
    marked SMALLINT NOT NULL DEFAULT 0,
    PRIMARY KEY (person, ticket)
);
CREATE INDEX seen_marked ON seen (person, ticket) WHERE marked = 1;
CREATE INDEX seen_ticket ON seen (ticket);
