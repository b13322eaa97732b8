/**
 * Floor 3: totals at which something happens, of whatever is counted. What the store decided comes in with each flush;
 * what screens show and the messages to a webhook go out, once each, also over restarts.
 */
package junretsu.service.milestones;
