-- Server only: the password of a person who may sign in, as an Argon2id string.
CREATE TABLE credential (
    person {uuid} NOT NULL PRIMARY KEY,
    password TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- Server only: the desks that have signed in; each belongs to one person.
CREATE TABLE device (
    id {uuid} NOT NULL PRIMARY KEY,
    person {uuid} NOT NULL,
    name TEXT NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen BIGINT NOT NULL
);
CREATE INDEX device_person ON device (person);

-- Server only: one row for each sign-in that still lasts; ending it removes the row and its tokens.
CREATE TABLE session (
    id {uuid} NOT NULL PRIMARY KEY,
    person {uuid} NOT NULL,
    device {uuid} NOT NULL,
    -- How often its refresh token was replaced.
    generation BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person);
CREATE INDEX session_device ON session (device);
CREATE INDEX session_expires ON session (expires_at);

-- Server only: hashes, never the tokens themselves.
CREATE TABLE access_token (
    hash {bytes} NOT NULL PRIMARY KEY,
    session {uuid} NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX access_token_session ON access_token (session);
CREATE INDEX access_token_expires ON access_token (expires_at);

-- Server only: every refresh token of a session, so that an old one is known when it comes back.
CREATE TABLE refresh_token (
    hash {bytes} NOT NULL PRIMARY KEY,
    session {uuid} NOT NULL,
    generation BIGINT NOT NULL
);
CREATE INDEX refresh_token_session ON refresh_token (session);

-- Server only: what is left of the tries to sign in, by hashed account or address, in thousandths.
CREATE TABLE sign_in_attempt (
    key {bytes} NOT NULL PRIMARY KEY,
    left_thousandths BIGINT NOT NULL,
    at BIGINT NOT NULL
);
