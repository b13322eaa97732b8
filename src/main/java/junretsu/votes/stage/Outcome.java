package junretsu.votes.stage;

/** The result of a change of the stage. */
public enum Outcome {
    DONE,
    /** The stage has another version than the expected one. */
    STALE,
    /** There has been a round of that name. */
    ROUND_KNOWN,
    /** The winner would be revealed while votes are still counted. */
    STILL_OPEN,
    /** The disk did not take it; nothing has changed, but for what the rounds could not take back. */
    NOT_WRITTEN
}
