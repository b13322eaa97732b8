package junretsu.users.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import junretsu.config.StartException;

/**
 * The files of pictures, each by the SHA-256 of its bytes in hexadecimal digits:
 *
 * <pre>
 *   ab/cdef….jpg           a picture; on the disk with its name once it was kept
 *   unsettled/abcdef…      since when, as the time of its last change, and of whom, a picture may be nobody's
 * </pre>
 *
 * A picture is unsettled from the moment it is kept, since its account may never come to name it, and when another is
 * to take its place. The note of that is written first and is not forced: a power cut may leave no note, or one that
 * says nothing, and so a picture that is nobody's; it never removes one that is somebody's. Any thread may call; many
 * servers may share the directory.
 */
final class PictureDirectory {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final String UNFINISHED = ".unfinished";

    private final Path directory;
    private final Path unsettled;

    /** @throws StartException when the directory cannot be made or written */
    PictureDirectory(Path directory) throws StartException {
        this.directory = directory;
        unsettled = directory.resolve("unsettled");
        try {
            Files.createDirectories(unsettled);
        } catch (IOException e) {
            throw StartException.of("cannot make the directory --pictures " + directory, e);
        }
        if (!Files.isWritable(unsettled)) {
            throw new StartException("the directory --pictures " + directory + " may not be written");
        }
    }

    /** A note that a picture may be nobody's. */
    record Unsettled(String hash, String username) {}

    /** Writes a picture; returns when it is on the disk. */
    void write(String hash, byte[] bytes) throws IOException {
        Path file = file(hash);
        Path unfinished = unfinished(file);
        if (Files.notExists(file.getParent())) {
            Files.createDirectories(file.getParent());
            forceNames(directory);
        }
        try {
            writeForced(unfinished, bytes);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            forceNames(file.getParent());
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    /** Writes a file that is not there yet; returns when its bytes are on the disk, its name perhaps not. */
    static void writeForced(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    /** A picture's bytes; null when there is none. */
    byte[] read(String hash) throws IOException {
        try {
            return HASH.matcher(hash).matches() ? Files.readAllBytes(file(hash)) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Notes that a picture may be nobody's from a time on. */
    void unsettle(String hash, String username, long sinceMs) throws IOException {
        Path note = Files.writeString(unsettled.resolve(hash), username);
        Files.setLastModifiedTime(note, FileTime.fromMillis(sinceMs));
    }

    /** The pictures that have been unsettled since a time; a note may hold any bytes after a power cut. */
    List<Unsettled> unsettledSince(long latestMs) throws IOException {
        List<Unsettled> found = new ArrayList<>();
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(unsettled)) {
            for (Path note : notes) {
                if (Files.getLastModifiedTime(note).toMillis() <= latestMs) {
                    found.add(new Unsettled(note.getFileName().toString(), Files.readString(note, ISO_8859_1)));
                }
            }
        }
        return found;
    }

    /** Forgets that a picture was unsettled. */
    void settle(String hash) throws IOException {
        Files.deleteIfExists(unsettled.resolve(hash));
    }

    /** Removes a picture, which has to be nobody's for good, also one of which a kill left a part. */
    void remove(String hash) throws IOException {
        Files.deleteIfExists(file(hash));
        Files.deleteIfExists(unfinished(file(hash)));
        settle(hash);
    }

    private Path file(String hash) {
        return file(directory, hash);
    }

    /** The file of a picture, 64 hexadecimal digits. */
    static Path file(Path directory, String hash) {
        return directory.resolve(hash.substring(0, 2)).resolve(hash.substring(2) + ".jpg");
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + UNFINISHED);
    }

    /** Returns when the names in a directory are on the disk. */
    static void forceNames(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
