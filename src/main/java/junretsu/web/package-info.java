/**
 * Floor 2: how counts are shown over HTTP. Views (suppliers of bytes) come in from the services, responses and event streams
 * go out. Knows no service.
 */
package junretsu.web;
