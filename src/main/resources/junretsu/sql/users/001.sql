-- A row for each account. Times are Unix milliseconds.
CREATE TABLE account (
  -- folded, in ASCII: bytes, since even binary collations hold 'a' and 'a ' to be equal
  username BLOB PRIMARY KEY CHECK (length(username) BETWEEN 1 AND 30),
  nickname TEXT NOT NULL,
  -- SHA-256 of the picture
  picture BLOB,
  -- 1 argon2id, 2 seeded, 3 argon2id under a pepper
  scheme INTEGER NOT NULL CHECK (scheme BETWEEN 1 AND 3),
  memory_kib INTEGER NOT NULL,
  passes INTEGER NOT NULL,
  salt BLOB NOT NULL,
  stored_key BLOB NOT NULL,
  server_key BLOB NOT NULL,
  second_factor BLOB,
  version INTEGER NOT NULL CHECK (version > 0),
  created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A row for each login that lasts. The rows stand in the order of the logins and only the small indexes are written to
-- at random, so that a login costs the same with many sessions as with few.
CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  -- the first eight bytes of the hash
  key INTEGER NOT NULL,
  -- SHA-256 of the token
  token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
  username BLOB NOT NULL,
  created_ms INTEGER NOT NULL,
  seen_ms INTEGER NOT NULL,
  ends_ms INTEGER NOT NULL,
  address TEXT NOT NULL,
  device TEXT NOT NULL
) STRICT;

CREATE INDEX session_by_key ON session (key);
CREATE INDEX session_by_user ON session (username);

-- Demonstration accounts: how many of so many are there.
CREATE TABLE seeding (
  total INTEGER PRIMARY KEY,
  next INTEGER NOT NULL
) STRICT;

-- Random bytes that outlive a restart and stay with the accounts.
CREATE TABLE secret (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
