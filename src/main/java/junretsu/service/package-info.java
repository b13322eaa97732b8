/**
 * Floor 3: what every server is made of. Workers, an HTTP server and a store come in; a process that starts in order,
 * says that it is ready, is watched, stops under one deadline and says its last words goes out. Knows no service.
 */
package junretsu.service;
