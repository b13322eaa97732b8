/**
 * HTTP clients: calls come in from any thread and go out over kept connections; answers come back on one thread that
 * waits for none of them.
 */
package junretsu.net.http;
