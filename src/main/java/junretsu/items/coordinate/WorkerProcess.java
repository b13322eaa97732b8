package junretsu.items.coordinate;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The process of a node on this machine. It outlives a coordinator that is killed, and prints into a file, so that it
 * does not depend on one. A note beside its data says which process it is:
 *
 * <pre>
 *   pid start-of-the-process-as-Unix-milliseconds signature-of-the-command
 * </pre>
 *
 * The start tells it from a later process of the same number. For one thread.
 */
final class WorkerProcess {
    /** By these systemd speaks with the coordinator alone (sd_notify(3)). */
    private static final Set<String> SUPERVISION = Set.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID");

    private final ProcessHandle handle;

    /** Null when it was adopted, so that its exit code cannot be known. */
    private final Process child;

    private final String signature;

    private WorkerProcess(ProcessHandle handle, Process child, String signature) {
        this.handle = handle;
        this.child = child;
        this.signature = signature;
    }

    /** Starts a node and notes its process. */
    static WorkerProcess start(WorkerCommand command) throws IOException {
        Files.createDirectories(command.directory());
        ProcessBuilder builder = new ProcessBuilder(command.words())
                .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(command.log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith(command.variables()));
        builder.environment().keySet().removeAll(SUPERVISION);
        builder.environment().putAll(command.environment());
        Process child = builder.start();
        note(child, command);
        return new WorkerProcess(child.toHandle(), child, command.signature());
    }

    private static void note(Process child, WorkerCommand command) throws IOException {
        String line = child.pid() + " " + startMs(child.toHandle()) + " " + command.signature() + "\n";
        var whole = command.pidFile().resolveSibling(command.pidFile().getFileName() + ".unfinished");
        try {
            Files.writeString(whole, line);
            Files.move(whole, command.pidFile(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            child.destroy();
            throw e;
        }
    }

    /**
     * Finds the node's process that an earlier coordinator started.
     *
     * @return null when it does not run
     * @throws IOException when its note cannot be read
     */
    static WorkerProcess adopt(WorkerCommand command) throws IOException {
        String[] words;
        try {
            words = Files.readString(command.pidFile()).strip().split(" ");
        } catch (NoSuchFileException e) {
            return null;
        }
        if (words.length != 3 || !words[0].matches("\\d{1,18}")) {
            return null;
        }
        Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(words[0]))
                .filter(process -> process.isAlive() && startMs(process).equals(words[1]));
        return handle.map(process -> new WorkerProcess(process, null, words[2])).orElse(null);
    }

    private static String startMs(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .map(String::valueOf)
                .orElse("-");
    }

    boolean isAlive() {
        return child == null ? handle.isAlive() : child.isAlive();
    }

    long pid() {
        return handle.pid();
    }

    /** Returns whether it was started by the same command. */
    boolean isOf(WorkerCommand command) {
        return signature.equals(command.signature());
    }

    /** The end of a process that is not alive, as in {@code has ended with code 137}. */
    String ending() {
        return child == null ? "has ended" : "has ended with code " + child.exitValue();
    }

    /** Asks it to end: it answers what it has, writes all down and ends (SIGTERM). */
    void end() {
        handle.destroy();
    }

    /** Ends it at once. What it has acknowledged is on its disk. */
    void kill() {
        handle.destroyForcibly();
    }

    @Override
    public String toString() {
        return List.of(pid(), signature).toString();
    }
}
