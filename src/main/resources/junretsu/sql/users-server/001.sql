-- For MariaDB and what speaks its protocol: rows are found by their primary key alone, no number is given out by the
-- database and no row refers to another, so that the tables may be cut into parts by their key.
create table if not exists account (
  -- folded, in ASCII: bytes, since even binary collations hold 'a' and 'a ' to be equal
  username varbinary(30) not null primary key,
  nickname varchar(512) character set utf8mb4 collate utf8mb4_bin not null,
  -- SHA-256 of the picture
  picture binary(32) null,
  -- 1 argon2id, 2 seeded, 3 argon2id under a pepper
  scheme tinyint not null,
  memory_kib int not null,
  passes int not null,
  salt varbinary(64) not null,
  stored_key varbinary(64) not null,
  server_key varbinary(64) not null,
  second_factor varbinary(1024) null,
  version bigint not null,
  -- Unix milliseconds
  created_ms bigint not null
);

-- Demonstration accounts: how many of so many are there.
create table if not exists seeding (
  total bigint not null primary key,
  next bigint not null
);

-- Random bytes that outlive a restart and stay with the accounts.
create table if not exists secret (
  name varchar(64) character set ascii collate ascii_bin not null primary key,
  value varbinary(255) not null
);
