package junretsu.cli;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param subject a word or two
 * @param sentence the state, and its meaning for counting, without a full stop
 * @param command a line to type that makes it better; null when it is well or no command helps
 * @param isWell false when a person could make it better
 */
record Finding(String subject, String sentence, String command, boolean isWell) {

    static Finding well(String subject, String sentence) {
        return new Finding(subject, sentence, null, true);
    }

    static Finding better(String subject, String sentence, String command) {
        return new Finding(subject, sentence, command, false);
    }
}
