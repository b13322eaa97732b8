/**
 * A database server that speaks MySQL's protocol: MariaDB, MySQL, TiDB. Single statements come in from any thread, wait
 * in one bounded queue, and are answered by few threads with a connection each; questions that wait are joined into one
 * statement. All that is peculiar to the dialect stands in {@code MysqlDialect}.
 *
 * <p>To be read in this order: {@code ServerDatabase}, {@code WorkQueue}, {@code ServerLane}, {@code ServerWatch},
 * {@code ServerPool}, {@code MysqlDialect}, {@code ServerSchema}.
 */
package junretsu.sql.server;
