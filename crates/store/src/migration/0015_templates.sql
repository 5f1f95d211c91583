-- Reports and templates, too, belong to no ticket and may be for a person or a team alone.
DROP INDEX record_scope;
CREATE INDEX record_scope ON record ({doc.scope}) WHERE ticket IS NULL AND kind IN (7, 14, 16, 17, 18, 22, 23);
