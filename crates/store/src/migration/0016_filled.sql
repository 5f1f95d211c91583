-- What the fields of the desk hold, for filters. Rows that stand already are written again in the background, as whenever
-- an older version lacks something; see `recount` in crates/desk.
ALTER TABLE ticket ADD COLUMN filled TEXT NOT NULL DEFAULT '';
