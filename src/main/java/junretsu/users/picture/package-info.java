/**
 * Pictures of users: files of strangers come in and become small squares, which are kept by their hash. Knows neither
 * sockets nor SQL.
 */
package junretsu.users.picture;
