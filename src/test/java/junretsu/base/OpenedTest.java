package junretsu.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void closesInReverseWhatWasOpenedBeforeAStepFailed() {
        assertThatThrownBy(() -> {
                    try (Opened opened = new Opened()) {
                        opened.add(resource("file"));
                        opened.add(resource("socket"));
                        throw new IOException("no third");
                    }
                })
                .hasMessage("no third")
                .hasNoSuppressedExceptions();
        assertThat(closed).containsExactly("socket", "file");
    }

    @Test
    void passesOnWhatIsNotNeeded() {
        try (Opened opened = new Opened()) {
            assertThat(opened.<Closeable>add(null)).isNull();
            opened.add(resource("file"));
        }
        assertThat(closed).containsExactly("file");
    }

    @Test
    void leavesOpenWhatIsKept() {
        try (Opened opened = new Opened()) {
            opened.add(resource("file"));
            opened.keep();
        }
        assertThat(closed).isEmpty();
    }

    @Test
    void closesTheOthersWhenOneFailsToCloseAndHidesNoFailure() {
        assertThatThrownBy(() -> {
                    try (Opened opened = new Opened()) {
                        opened.add(resource("file"));
                        opened.add(failing(new IOException("disk")));
                        opened.add(failing(new IllegalStateException("socket")));
                        throw new IOException("no fourth");
                    }
                })
                .hasMessage("no fourth")
                .satisfies(e -> {
                    assertThat(e.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
                    assertThat(e.getSuppressed()[0].getSuppressed())
                            .singleElement()
                            .isInstanceOf(UncheckedIOException.class);
                });
        assertThat(closed).containsExactly("file");
    }

    private Closeable resource(String name) {
        return () -> closed.add(name);
    }

    private static <E extends Exception> Closeable failing(E failure) {
        return () -> {
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw (IOException) failure;
        };
    }
}
