/**
 * The line protocol of users: lines with JSON come in from clients and fronts and become requests, answers go out as
 * lines. Knows neither what a password is checked against nor where accounts are kept. {@code docs/USERS.md} has the
 * protocol.
 */
package junretsu.users.line;
