/**
 * Floor 0: what a user sets. Texts as typed come in, values with their units and addresses go out; a text that is not
 * accepted is an exception whose message says what is.
 */
package junretsu.config;
