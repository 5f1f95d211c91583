-- Words of tickets and messages; the text itself stays in `record`, whose n is the rowid here.
CREATE VIRTUAL TABLE words USING fts5 (subject, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
