/**
 * Floor 4: totals at which something happens. What the store decided comes in with each flush; what screens show and
 * what a webhook is told goes out, once each, also over restarts.
 */
package junretsu.votes.milestones;
