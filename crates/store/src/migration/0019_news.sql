-- When news was told and since when the storm lasted that it belonged to, so that a storm is told as one however it comes.
ALTER TABLE news ADD COLUMN shown_at BIGINT;
ALTER TABLE news ADD COLUMN storm BIGINT;
CREATE INDEX news_shown ON news (shown_at) WHERE shown_at IS NOT NULL;
