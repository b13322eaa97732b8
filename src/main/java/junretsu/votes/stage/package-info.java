/**
 * Floor 4: what an event shows. A desk's changes come in; the stage goes out, to screens and phones, to the other
 * servers of the event, and to a journal.
 */
package junretsu.votes.stage;
