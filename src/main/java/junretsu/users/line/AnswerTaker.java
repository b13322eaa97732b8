package junretsu.users.line;

import java.util.function.Consumer;

/** The one who waits for an answer. Any thread hands it over; what comes after the first one is ignored. */
@FunctionalInterface
public interface AnswerTaker extends Consumer<LineAnswer> {

    /** Returns false once nobody seems to wait any more, so that costly work may be left undone. Any thread. */
    default boolean isWanted() {
        return true;
    }

    /** A taker that hands what comes to that one, and is wanted as long as this one is. */
    default AnswerTaker through(Consumer<LineAnswer> hand) {
        return new AnswerTaker() {
            @Override
            public void accept(LineAnswer answer) {
                hand.accept(answer);
            }

            @Override
            public boolean isWanted() {
                return AnswerTaker.this.isWanted();
            }
        };
    }
}
