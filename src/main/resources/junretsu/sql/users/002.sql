-- What finds sessions is written behind the logins, many thousands in the order of the keys: an index would have each login
-- write two more pages at random. Rows with an id above session_indexed are in neither table, but in the server's memory.
CREATE TABLE session_key (
  key INTEGER NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (key, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE session_user (
  username BLOB NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (username, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE session_indexed (
  through INTEGER NOT NULL
) STRICT;

INSERT INTO session_key SELECT key, id FROM session ORDER BY key;
INSERT INTO session_user SELECT username, id FROM session ORDER BY username;
INSERT INTO session_indexed SELECT coalesce(max(id), 0) FROM session;

DROP INDEX session_by_key;
DROP INDEX session_by_user;
