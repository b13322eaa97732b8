/**
 * Floor 4: an event in several rounds. A running total of the counter file comes in where a round ends; which votes
 * belong to which round goes out.
 */
package junretsu.votes.rounds;
