-- A row for each job that this node has accepted on behalf of the queue in Redis, until its result expires. Times are
-- Unix milliseconds.
CREATE TABLE post (
  id TEXT PRIMARY KEY,
  caller TEXT NOT NULL,
  number TEXT NOT NULL,
  priority INTEGER NOT NULL,
  posted_ms INTEGER NOT NULL,
  -- from here on null until its end is heard of
  state TEXT,
  started_ms INTEGER,
  ended_ms INTEGER,
  cpu_ns INTEGER,
  -- of its workers, a line each
  deaths TEXT,
  -- separated by spaces; their product and the rest is the number
  primes TEXT,
  rest TEXT,
  proven INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX post_open ON post (id) WHERE ended_ms IS NULL;
CREATE INDEX post_ended ON post (ended_ms) WHERE ended_ms IS NOT NULL;
