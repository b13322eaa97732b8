/**
 * Floor 4: where accounts and sessions lie. Accounts come in and go out as rows of a database: in SQLite on this
 * machine ({@code local}), or in MariaDB and what speaks its protocol ({@code server}); sessions lie in SQLite or,
 * where many back ends share them, in Redis ({@code redis}). What all of them do alike stands here.
 */
package junretsu.users.store;
