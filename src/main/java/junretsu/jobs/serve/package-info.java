/** The jobs server: numbers come in over HTTP, on behalf of callers, and go into a queue; their factors go out. */
package junretsu.jobs.serve;
