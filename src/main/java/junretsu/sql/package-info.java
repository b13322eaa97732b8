/**
 * Floor 1: the one room that knows databases: SQLite here, MariaDB and its like in {@code server}. Units of work come
 * in from any thread and leave with an answer when they are on the disk; questions are answered from the last commit.
 * What the tables are is the business of those who use it.
 *
 * <p>To be read in this order: {@code SqlDatabase}, {@code SqlUnit}, {@code SqlWriter}, {@code SqlReaders}, {@code
 * SqlQuestions}, {@code Schema}, {@code SqliteFile}.
 */
package junretsu.sql;
