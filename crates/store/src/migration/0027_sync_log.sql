-- What the conversation with the server did, for the device that holds it: one row a minute for what ended alike.
CREATE TABLE sync_log (
    minute BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    code TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    received BIGINT NOT NULL,
    bytes_out BIGINT NOT NULL,
    bytes_in BIGINT NOT NULL,
    millis BIGINT NOT NULL,
    PRIMARY KEY (minute, outcome, code)
);
