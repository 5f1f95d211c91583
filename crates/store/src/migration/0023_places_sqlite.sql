-- Which ticket a place of the full-text index belongs to: a search asks that of thousands of places at once, and each record is a
-- page of the file to read.
CREATE INDEX record_place ON record (n, ticket, kind) WHERE kind IN (8, 9, 10);
