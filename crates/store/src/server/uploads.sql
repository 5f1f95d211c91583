CREATE TABLE upload (
    id {uuid} NOT NULL PRIMARY KEY,
    person {uuid} NOT NULL,
    hash TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    -- How much has come and is kept.
    offset_bytes BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX upload_file ON upload (person, hash);
CREATE INDEX upload_at ON upload (at);
CREATE TABLE upload_piece (
    upload {uuid} NOT NULL,
    offset_bytes BIGINT NOT NULL,
    piece {uuid} NOT NULL,
    PRIMARY KEY (upload, offset_bytes)
);
-- Attachments whose bytes somebody sent who may see them: naming a hash is no proof of having the file.
CREATE TABLE arrived (
    attachment {uuid} NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);
INSERT INTO arrived (attachment, at) SELECT id, 0 FROM record WHERE kind = 10;
