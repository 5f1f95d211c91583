-- When this database first held the ticket: a desk warns of nothing that happened before. 0: before it was noted.
ALTER TABLE ticket ADD COLUMN known_at BIGINT NOT NULL DEFAULT 0;
