package junretsu.votes.serve;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import junretsu.base.LockedFile;
import junretsu.base.Opened;
import junretsu.config.HostPort;

/**
 * The words of two servers of one data directory, of which one takes over from the other. Lines of text:
 *
 * <pre>
 *   DIR/handover          junretsu handover 1          by the one that comes, which holds a lock on it
 *                         THREADS
 *                         PLACE                        of its counts in the kernel, or -
 *                         NAME                         of this request: 32 hexadecimal digits, chosen by lot
 *                         go                           its sockets are bound, and the other one may end
 *
 *   DIR/handover.answer   junretsu handover 1          by the one that goes
 *                         NAME                         of the request
 *                         PROCESS
 *                         go FIRST-BLOCK HOST:PORT     or: refused SENTENCE
 * </pre>
 *
 * Whoever may write into the directory may take over. A file that is not theirs is left as it is. For one thread at a
 * time.
 */
final class HandoverFiles {
    private static final String VERSION = "junretsu handover 1";
    private static final String GO = "go";
    private static final String REFUSED = "refused ";
    private static final String NO_PLACE = "-";

    /** Its lines without the last one. */
    private static final int REQUEST_LINES = 4;

    private static final int ANSWER_LINES = 4;

    private final Path request;
    private final Path answer;

    /**
     * The words of the one that comes.
     *
     * @param threads it needs as many blocks
     * @param place of its counts in the kernel; null when it has none
     * @param name of the request, that no other one has
     * @param isBound whether its sockets take what comes
     */
    record Request(int threads, String place, String name, boolean isBound) {}

    /**
     * The words of the one that goes.
     *
     * @param process its ID
     * @param refusal a sentence; null when it agrees
     * @param firstBlock of the counter file for the other's threads
     * @param address of its sockets
     */
    record Answer(long process, String refusal, int firstBlock, HostPort address) {}

    HandoverFiles(Path directory) {
        request = directory.resolve("handover");
        answer = directory.resolve("handover.answer");
    }

    /** A request that stands until it is closed. */
    final class Standing implements Closeable {
        private final LockedFile file;
        private final String name;

        private Standing(LockedFile file, String name) {
            this.file = file;
            this.name = name;
        }

        /** The answer to it; null while there is none. */
        Answer answer() throws IOException {
            return HandoverFiles.this.answer(name);
        }

        void go() throws IOException {
            write(file, GO + "\n");
        }

        @Override
        public void close() throws IOException {
            if (file.channel().isOpen()) {
                Files.deleteIfExists(request);
                Files.deleteIfExists(answer);
                file.close();
            }
        }
    }

    /**
     * Asks; returns null when another one does.
     *
     * @throws IOException also when there is a file of that name which is none of a handover
     */
    Standing ask(int threads, Path place) throws IOException {
        Path unfinished = unfinished(request);
        requireFile(unfinished);
        requireFile(request);
        LockedFile file = LockedFile.open(
                unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        if (file == null) {
            return null;
        }
        try (Opened opened = new Opened()) {
            opened.add(file);
            opened.add(() -> Files.deleteIfExists(unfinished));
            if (Files.exists(request) && !isRemoved()) {
                return null;
            }
            Files.deleteIfExists(answer);
            String name = UUID.randomUUID().toString().replace("-", "");
            file.channel().truncate(0);
            write(file, String.join("\n", VERSION, "" + threads, place == null ? NO_PLACE : "" + place, name, ""));
            Files.createLink(request, unfinished);
            Files.delete(unfinished);
            opened.keep();
            return new Standing(file, name);
        } catch (FileAlreadyExistsException e) {
            return null;
        }
    }

    /** The request that stands; null when there is none, it is of another version or foreign, or not whole yet. */
    Request request() throws IOException {
        if (!Files.isRegularFile(request, LinkOption.NOFOLLOW_LINKS) || isForgotten()) {
            return null;
        }
        List<String> lines = Files.readAllLines(request);
        if (lines.size() < REQUEST_LINES || !lines.get(0).equals(VERSION)) {
            return null;
        }
        try {
            String place = lines.get(2).equals(NO_PLACE) ? null : lines.get(2);
            return new Request(Integer.parseInt(lines.get(1)), place, lines.get(3), lines.size() > REQUEST_LINES);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Returns true when the process that asked has ended. */
    private boolean isForgotten() throws IOException {
        try (LockedFile file = LockedFile.open(request, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return file != null;
        }
    }

    /** Removes the request of a process that has ended; returns false when it has not. */
    private boolean isRemoved() throws IOException {
        try (LockedFile file = LockedFile.open(
                request, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (file == null) {
                return false;
            }
            ByteBuffer begin = ByteBuffer.allocate(VERSION.length());
            file.channel().read(begin);
            if (!VERSION.equals(StandardCharsets.UTF_8.decode(begin.flip()).toString())) {
                throw foreign(request);
            }
            Files.deleteIfExists(request);
            return true;
        }
    }

    /** Throws when there is something else than a file, which opening could change or wait for. */
    private static void requireFile(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw foreign(path);
        }
    }

    private static IOException foreign(Path path) {
        return new IOException(path + " is no file of a handover; look what it is, and remove it");
    }

    void agree(Request to, int firstBlock, HostPort address) throws IOException {
        answer(to, GO + " " + firstBlock + " " + address);
    }

    void refuse(Request to, String sentence) throws IOException {
        answer(to, REFUSED + sentence);
    }

    private void answer(Request to, String line) throws IOException {
        Path unfinished = unfinished(answer);
        Files.write(
                unfinished,
                List.of(VERSION, to.name(), "" + ProcessHandle.current().pid(), line));
        Files.move(unfinished, answer, StandardCopyOption.ATOMIC_MOVE);
    }

    private Answer answer(String name) throws IOException {
        if (!Files.isRegularFile(answer, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        List<String> lines = Files.readAllLines(answer);
        if (lines.size() < ANSWER_LINES
                || !lines.get(0).equals(VERSION)
                || !lines.get(1).equals(name)) {
            return null;
        }
        try {
            long process = Long.parseLong(lines.get(2));
            String last = lines.get(3);
            if (last.startsWith(REFUSED)) {
                return new Answer(process, last.substring(REFUSED.length()), 0, null);
            }
            String[] words = last.split(" ");
            return new Answer(process, null, Integer.parseInt(words[1]), HostPort.parse(words[2]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw foreign(answer);
        }
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".unfinished");
    }

    private static void write(LockedFile file, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            file.channel().write(bytes);
        }
    }
}
