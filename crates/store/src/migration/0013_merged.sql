-- The tickets that were merged into one; few are, and only those stand in it.
CREATE INDEX record_merged_into ON record ({doc.merged_into}) WHERE kind = 8 AND {doc.merged_into} IS NOT NULL;
