ALTER TABLE word ADD COLUMN length INTEGER NOT NULL DEFAULT 0;
UPDATE word SET length = length(text);
