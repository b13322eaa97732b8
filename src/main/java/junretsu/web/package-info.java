/**
 * Floor 2: HTTP. Routes with their endpoints come in from the services, answers, problems and event streams go out
 * to readers. Knows no service.
 */
package junretsu.web;
