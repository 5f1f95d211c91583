-- What a device last said of itself, and whether it may still sync.
ALTER TABLE device ADD COLUMN app TEXT;
ALTER TABLE device ADD COLUMN pending BIGINT;
ALTER TABLE device ADD COLUMN revoked_at BIGINT;
ALTER TABLE device ADD COLUMN surrendered_at BIGINT;
