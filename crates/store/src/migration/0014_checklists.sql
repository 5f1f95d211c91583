-- How many items the checklist of a ticket has and how many are ticked, for cards and rows.
ALTER TABLE ticket ADD COLUMN items BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN items_done BIGINT NOT NULL DEFAULT 0;
