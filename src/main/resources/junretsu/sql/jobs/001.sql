-- A row for each job, from its acceptance until its result expires. Times are Unix milliseconds.
CREATE TABLE job (
  sequence INTEGER PRIMARY KEY,
  random INTEGER NOT NULL,
  caller TEXT NOT NULL,
  number TEXT NOT NULL,
  priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 9),
  -- 0 open, that is queued or running; 2 completed, 3 partial, 4 failed, 5 cancelled
  state INTEGER NOT NULL CHECK (state IN (0, 2, 3, 4, 5)),
  posted_ms INTEGER NOT NULL,
  started_ms INTEGER,
  ended_ms INTEGER,
  expires_ms INTEGER,
  cpu_ns INTEGER,
  -- of its workers, a line each; at so many it fails
  deaths TEXT,
  deaths_max INTEGER,
  -- ascending, separated by spaces; their product and the rest is the number
  primes TEXT,
  rest TEXT,
  proven INTEGER
) STRICT;

CREATE INDEX job_by_caller ON job (caller);
-- In the order of the queue, and all that a start needs.
CREATE INDEX job_open ON job (sequence, caller, priority) WHERE state = 0;
CREATE INDEX job_expiry ON job (expires_ms) WHERE expires_ms IS NOT NULL;
-- The states that are rare, for lists of them.
CREATE INDEX job_rare ON job (state, sequence) WHERE state > 2;

-- The jobs of a posting that came with an idempotency key: count jobs from a sequence number on.
CREATE TABLE posting (
  sequence INTEGER PRIMARY KEY,
  count INTEGER NOT NULL,
  caller TEXT NOT NULL,
  key TEXT NOT NULL,
  UNIQUE (caller, key)
) STRICT;

-- For people.
CREATE VIEW jobs AS
SELECT
  substr(d, 1 + ((sequence >> 35) & 31), 1) || substr(d, 1 + ((sequence >> 30) & 31), 1) ||
    substr(d, 1 + ((sequence >> 25) & 31), 1) || substr(d, 1 + ((sequence >> 20) & 31), 1) ||
    substr(d, 1 + ((sequence >> 15) & 31), 1) || substr(d, 1 + ((sequence >> 10) & 31), 1) ||
    substr(d, 1 + ((sequence >> 5) & 31), 1) || substr(d, 1 + ((sequence >> 0) & 31), 1) ||
    substr(d, 1 + ((random >> 60) & 15), 1) || substr(d, 1 + ((random >> 55) & 31), 1) ||
    substr(d, 1 + ((random >> 50) & 31), 1) || substr(d, 1 + ((random >> 45) & 31), 1) ||
    substr(d, 1 + ((random >> 40) & 31), 1) || substr(d, 1 + ((random >> 35) & 31), 1) ||
    substr(d, 1 + ((random >> 30) & 31), 1) || substr(d, 1 + ((random >> 25) & 31), 1) ||
    substr(d, 1 + ((random >> 20) & 31), 1) || substr(d, 1 + ((random >> 15) & 31), 1) ||
    substr(d, 1 + ((random >> 10) & 31), 1) || substr(d, 1 + ((random >> 5) & 31), 1) ||
    substr(d, 1 + ((random >> 0) & 31), 1) AS id,
  caller,
  number,
  priority,
  CASE state WHEN 0 THEN 'open' WHEN 2 THEN 'completed' WHEN 3 THEN 'partial' WHEN 4 THEN 'failed' WHEN 5 THEN 'cancelled' END
    AS state,
  strftime('%Y-%m-%dT%H:%M:%fZ', posted_ms / 1000.0, 'unixepoch') AS posted,
  strftime('%Y-%m-%dT%H:%M:%fZ', started_ms / 1000.0, 'unixepoch') AS started,
  strftime('%Y-%m-%dT%H:%M:%fZ', ended_ms / 1000.0, 'unixepoch') AS ended,
  cpu_ns / 1e9 AS cpu_seconds,
  primes,
  rest,
  deaths
FROM job, (SELECT '0123456789abcdefghjkmnpqrstvwxyz' AS d);
