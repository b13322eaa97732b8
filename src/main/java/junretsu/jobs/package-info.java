/** The service that factors large numbers: numbers of many callers come in, their prime factors go out. */
package junretsu.jobs;
