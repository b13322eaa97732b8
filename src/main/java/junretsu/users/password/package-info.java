/**
 * Passwords: a text and a credential come in, a verdict or a new credential goes out. The slow hash and the threads
 * that compute it, SCRAM, remembered logins, the rules for new passwords, and demonstration accounts. Knows neither
 * stores nor sockets.
 */
package junretsu.users.password;
