package junretsu.users.line;

import java.util.function.Consumer;

/** The one who waits for an answer. Any thread hands it over; what comes after the first one is ignored. */
@FunctionalInterface
public interface AnswerTaker extends Consumer<LineAnswer> {

    /** Returns false once nobody seems to wait any more, so that costly work may be left undone. Any thread. */
    default boolean isWanted() {
        return true;
    }
}
