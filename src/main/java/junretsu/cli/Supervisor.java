package junretsu.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The program that started this one and wants to know how it is, as systemd does of {@code Type=notify} (sd_notify(3)).
 * Nothing happens where there is none. One thread may call at a time.
 */
final class Supervisor {
    private static final String SOCKET = System.getenv("NOTIFY_SOCKET");
    private static final long TOOL_LIMIT_MS = 1_000;

    private final BiConsumer<String, String> socket = SOCKET == null ? null : open();
    private final long watchdogNanos = watchdogNanos();
    private long fedNanos = System.nanoTime();

    /** The server works from now on. */
    void ready(String status) {
        tell("READY=1\nSTATUS=" + line(status));
    }

    /** The server's end has begun. */
    void stopping() {
        tell("STOPPING=1");
    }

    /**
     * A sign of life, to be given at least each second; sent as often as is asked for.
     *
     * @param status shown by {@code systemctl status}; null when there is none
     */
    void alive(String status) {
        long now = System.nanoTime();
        if (watchdogNanos > 0 && now - fedNanos >= watchdogNanos / 2 - TimeUnit.SECONDS.toNanos(1)) {
            fedNanos = now;
            tell("WATCHDOG=1" + (status == null ? "" : "\nSTATUS=" + line(status)));
        }
    }

    private void tell(String state) {
        if (SOCKET == null) {
            return;
        }
        if (socket != null) {
            socket.accept(SOCKET, state);
            return;
        }
        try {
            List<String> words = new java.util.ArrayList<>(List.of("systemd-notify", "--pid=parent"));
            words.addAll(List.of(state.split("\n")));
            new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(TOOL_LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String line(String text) {
        return text.replace('\n', ' ');
    }

    /** A class of Java 22 and newer; before, Java has no datagrams of AF_UNIX, and the tool of systemd sends them. */
    @SuppressWarnings("unchecked")
    private static BiConsumer<String, String> open() {
        try {
            return (BiConsumer<String, String>) Class.forName("junretsu.net.linux.UnixDatagram")
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    private static long watchdogNanos() {
        try {
            String usec = System.getenv("WATCHDOG_USEC");
            return usec == null ? 0 : TimeUnit.MICROSECONDS.toNanos(Long.parseLong(usec));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
