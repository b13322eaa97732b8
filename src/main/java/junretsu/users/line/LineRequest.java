package junretsu.users.line;

/** A request as a line says it. */
public record LineRequest(Verb verb, LineUser user, LineFields added) {

    /** A request without any of the added fields. */
    public LineRequest(Verb verb, LineUser user) {
        this(verb, user, LineFields.NONE);
    }

    /** The verb alone: the rest may be secret. */
    @Override
    public String toString() {
        return verb.toString();
    }
}
