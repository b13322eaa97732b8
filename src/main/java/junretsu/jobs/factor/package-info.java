/**
 * Integer factoring in slices: a number comes in, its prime factors go out, and between them the work can be
 * suspended and resumed at any millisecond. Nothing here knows of jobs, callers, clocks or files.
 */
package junretsu.jobs.factor;
