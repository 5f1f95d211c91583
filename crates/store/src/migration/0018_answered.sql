-- Whether the last public word on an open ticket is the desk's own, for filters, cards and rows.
ALTER TABLE ticket ADD COLUMN answered SMALLINT NOT NULL DEFAULT 0;
