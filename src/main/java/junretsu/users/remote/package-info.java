/**
 * The front's way to its back end: requests come in from any thread and leave over connections that are kept, answers
 * come back to their own requests and to nobody else.
 */
package junretsu.users.remote;
