package junretsu.jobs.share;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import junretsu.redis.RedisCommand;

/** Questions that are sent together; postings that stand side by side are one command. For one thread. */
final class QuestionGroup {
    /** Words of one command at most, but for the last posting's: a script that runs for long holds up all others. */
    private static final int WORDS_MAX = 1_000;

    private final List<RedisCommand> commands = new ArrayList<>();

    /** The questions of each command. */
    private final List<List<Question>> parts = new ArrayList<>();

    /** @param meta key of the shard */
    QuestionGroup(List<Question> questions, byte[] meta) {
        for (int from = 0; from < questions.size(); ) {
            List<String> words = new ArrayList<>();
            int to = from;
            while (to < questions.size() && questions.get(to).posting() != null && words.size() < WORDS_MAX) {
                words.addAll(questions.get(to++).posting());
            }
            boolean isPosting = to > from;
            to = isPosting ? to : from + 1;
            commands.add(
                    isPosting
                            ? QueueScript.POST.command(meta, words)
                            : questions.get(from).command());
            parts.add(questions.subList(from, to));
            from = to;
        }
    }

    List<RedisCommand> commands() {
        return commands;
    }

    /** Hands each question its part of the replies to the commands; a malformed one shows when it is asked for. */
    void answer(List<Object> replies, BiConsumer<Question, Supplier<Object>> answer) {
        for (int i = 0; i < parts.size(); i++) {
            Object reply = replies.get(i);
            for (int j = 0; j < parts.get(i).size(); j++) {
                Question question = parts.get(i).get(j);
                int place = j;
                answer.accept(question, () -> question.posting() == null ? reply : ((List<?>) reply).get(place));
            }
        }
    }
}
