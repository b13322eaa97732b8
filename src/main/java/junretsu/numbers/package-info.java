/**
 * Floor 4: the service that counts unique numbers. Lines of nine digits come in over TCP, each number that was not seen
 * before goes out to a log.
 */
package junretsu.numbers;
