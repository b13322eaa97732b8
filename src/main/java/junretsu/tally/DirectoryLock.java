package junretsu.tally;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import junretsu.base.FileLock;

/** Keeps a second server out of a data directory. The kernel lets it go when the process ends, however it ends. */
final class DirectoryLock implements Closeable {
    private static final String FILE_NAME = "lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock acquire(Path directory) throws CounterFileException {
        makeDirectory(directory);
        Path path = directory.resolve(FILE_NAME);
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!FileLock.take(channel)) {
                String holder = holder(channel);
                channel.close();
                throw new CounterFileException("the data directory " + directory + " is in use by another server"
                        + holder + "; stop that one, or give this one its own --data directory");
            }
            channel.truncate(0);
            channel.write(
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new CounterFileException("cannot lock the data directory " + directory, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new AssertionError("closing a lock file does no I/O", e);
        }
    }

    private static void makeDirectory(Path directory) throws CounterFileException {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw new CounterFileException("the data directory " + directory + " is a file; give a directory");
        } catch (IOException e) {
            throw new CounterFileException("cannot make the data directory " + directory, e);
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        String pid = StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
        return pid.isEmpty() ? "" : " (process " + pid + ")";
    }
}
