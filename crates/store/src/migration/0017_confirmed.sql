-- Whether that a ticket is fixed was confirmed, for filters.
ALTER TABLE ticket ADD COLUMN confirmed SMALLINT NOT NULL DEFAULT 0;
