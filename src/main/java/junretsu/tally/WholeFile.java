package junretsu.tally;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import junretsu.base.LockedFile;

/**
 * A file that has its name only once it is written in full, never sparse, and on the disk: a full disk is an error
 * here and not a crash later, and a crash leaves {@code NAME.unfinished}, which the next attempt overwrites.
 */
public final class WholeFile {
    private static final int PAGE_BYTES = 4_096;

    private WholeFile() {}

    /**
     * Opens a file, making it when it is missing; one that is there is opened as it is.
     *
     * @param beginning the first bytes of a new file
     * @param bytes the length of a new file: none but those bytes, or whole pages more, which are 0
     * @param attributes of a new file, from before its first byte is written
     * @return the file, locked; null when another server has it or is making it
     */
    public static LockedFile openOrMake(Path path, ByteBuffer beginning, long bytes, FileAttribute<?>... attributes)
            throws IOException {
        return Files.exists(path) ? open(path) : make(path, beginning, bytes, attributes);
    }

    private static LockedFile open(Path path) throws IOException {
        return LockedFile.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static LockedFile make(Path path, ByteBuffer beginning, long bytes, FileAttribute<?>... attributes)
            throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
        if (attributes.length > 0 && Files.notExists(unfinished)) {
            Files.createFile(unfinished, attributes);
        }
        LockedFile file = LockedFile.open(
                unfinished, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (file == null) {
            return null;
        }
        try {
            if (Files.notExists(path)) {
                fill(file.channel(), beginning, bytes);
                Files.move(unfinished, path);
                return file;
            }
        } catch (IOException e) {
            discard(file, unfinished, e);
            throw e;
        }
        file.close();
        Files.deleteIfExists(unfinished);
        return open(path);
    }

    private static void fill(FileChannel channel, ByteBuffer beginning, long bytes) throws IOException {
        channel.truncate(0);
        for (ByteBuffer page = beginning; channel.position() < bytes; page = ByteBuffer.allocate(PAGE_BYTES)) {
            while (page.hasRemaining()) {
                channel.write(page);
            }
        }
        channel.force(true);
    }

    private static void discard(LockedFile file, Path unfinished, IOException cause) {
        try {
            file.close();
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
