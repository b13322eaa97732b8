package junretsu.service;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The health of a server: it is ready while every worker runs and nothing that it depends on has failed. Any thread may
 * call.
 *
 * @param checks each gives a sentence about what is wrong; null when nothing is
 * @param note gives a sentence about what an operator should know of a server that is ready; null when nothing
 */
public record Health(List<Supplier<String>> checks, Supplier<String> note) {

    /** The health of a server that has no note. */
    public Health(List<Supplier<String>> checks) {
        this(checks, () -> null);
    }

    /** The first thing that is wrong; null when the server is ready. */
    public String problem() {
        return checks.stream()
                .map(Supplier::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
