package junretsu.users.blast;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The operations of a load with their weights. Immutable. */
final class VerbMix {
    private static final int WEIGHT_MAX = 1_000_000;
    private static final List<Operation> OPERATIONS =
            List.of(Operation.LOGIN, Operation.VALIDATE, Operation.NICKNAME, Operation.LOGOUT);
    private static final String ACCEPTED =
            "login, validate, nickname and logout with whole weights, such as login=1,validate=8,nickname=1";

    private final String text;
    private final Map<Operation, Integer> weights;
    private final int sum;

    private VerbMix(String text, Map<Operation, Integer> weights) {
        this.text = text;
        this.weights = new EnumMap<>(weights);
        sum = weights.values().stream().mapToInt(weight -> weight).sum();
    }

    /**
     * Returns the mix that a text such as {@code login=1,validate=8} names.
     *
     * @throws IllegalArgumentException whose message says what is accepted
     */
    static VerbMix parse(String text) {
        Map<Operation, Integer> weights = new EnumMap<>(Operation.class);
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String word = equals < 0 ? part : part.substring(0, equals);
            int weight = equals < 0 ? 1 : weight(part.substring(equals + 1));
            if (weights.put(operation(word), weight) != null) {
                throw new IllegalArgumentException(ACCEPTED + ", each once");
            }
        }
        VerbMix mix = new VerbMix(text, weights);
        if (mix.sum == 0) {
            throw new IllegalArgumentException(ACCEPTED + ", one of them more than 0");
        }
        return mix;
    }

    boolean has(Operation operation) {
        return weights.getOrDefault(operation, 0) > 0;
    }

    /** Returns true when there is nothing but that. */
    boolean isOnly(Operation operation) {
        return weights.getOrDefault(operation, 0) == sum;
    }

    Operation draw(SplittableRandom random) {
        int left = random.nextInt(sum);
        for (Operation operation : OPERATIONS) {
            left -= weights.getOrDefault(operation, 0);
            if (left < 0) {
                return operation;
            }
        }
        throw new AssertionError("the weights are more than their sum");
    }

    @Override
    public String toString() {
        return text;
    }

    private static Operation operation(String word) {
        return OPERATIONS.stream()
                .filter(operation -> operation.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(ACCEPTED));
    }

    private static int weight(String text) {
        if (!text.matches("\\d{1,7}") || Integer.parseInt(text) > WEIGHT_MAX) {
            throw new IllegalArgumentException(ACCEPTED);
        }
        return Integer.parseInt(text);
    }
}
