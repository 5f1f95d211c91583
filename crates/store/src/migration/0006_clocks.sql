-- When a clock that is still unmet last turned at risk or breached; null when none did.
ALTER TABLE ticket ADD COLUMN last_turn BIGINT;
CREATE INDEX ticket_last_turn ON ticket (last_turn) WHERE last_turn IS NOT NULL;

-- The last of the open clocks of a ticket to run out; null when none runs.
ALTER TABLE ticket ADD COLUMN last_due BIGINT;

-- Server only: when the desk next does something by itself, a breach to tell or a step to take; null when never.
ALTER TABLE ticket ADD COLUMN next_step BIGINT;
CREATE INDEX ticket_next_step ON ticket (next_step) WHERE next_step IS NOT NULL;

-- What calls whom, when: made from the records of reminders.
CREATE TABLE reminder (
    id {uuid} NOT NULL PRIMARY KEY,
    ticket {uuid} NOT NULL,
    person {uuid} NOT NULL,
    -- A ticket that was put off is back earlier when the requester writes.
    at BIGINT NOT NULL,
    snooze SMALLINT NOT NULL
);
CREATE INDEX reminder_person ON reminder (person, at);
CREATE INDEX reminder_ticket ON reminder (ticket);

-- Server only: steps of escalations that were taken, each written together with what it did.
CREATE TABLE escalated (
    ticket {uuid} NOT NULL,
    metric TEXT NOT NULL,
    cycle BIGINT NOT NULL,
    step {uuid} NOT NULL,
    -- The instant of the step, and when it was taken.
    at BIGINT NOT NULL,
    taken_at BIGINT NOT NULL,
    PRIMARY KEY (ticket, metric, cycle, step)
);

-- Local only: warnings that were shown.
CREATE TABLE shown (
    key TEXT NOT NULL PRIMARY KEY,
    ticket {uuid} NOT NULL,
    mark TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX shown_ticket ON shown (ticket);
CREATE INDEX shown_at ON shown (at);

-- Local only: which turn of a ticket's clocks its user has been told of, or need not be.
CREATE TABLE heeded (
    ticket {uuid} NOT NULL PRIMARY KEY,
    last_turn BIGINT NOT NULL
);

-- Local only: what happened and is still to be told.
CREATE TABLE news (
    key TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    told SMALLINT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX news_untold ON news (at) WHERE told = 0;
CREATE INDEX news_at ON news (at);

-- Local only: the notification centre, what was shown on this device.
CREATE TABLE notification (
    n {serial},
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    ticket {uuid},
    tickets TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    seen SMALLINT NOT NULL
);
CREATE INDEX notification_unseen ON notification (n) WHERE seen = 0;
