package junretsu.base;

import java.util.function.Consumer;

/** Takes the events of a program, a sentence each without a full stop. Methods may be called by any thread. */
public interface EventLog {

    /** A fault of operation, or a setting that calls for a person. */
    void warning(String sentence);

    /** A change of state, also one for the better. */
    void notice(String sentence);

    /** An event of ordinary operation. */
    void info(String sentence);

    /** A fault that was logged before and has come again. */
    void again(String sentence);

    /** A log of all but what comes again, without levels. */
    static EventLog of(Consumer<String> lines) {
        return new EventLog() {
            @Override
            public void warning(String sentence) {
                lines.accept(sentence);
            }

            @Override
            public void notice(String sentence) {
                lines.accept(sentence);
            }

            @Override
            public void info(String sentence) {
                lines.accept(sentence);
            }

            @Override
            public void again(String sentence) {}
        };
    }
}
