package junretsu.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;

/** Keeps a second server out of a file. The kernel lets it go when the process ends, however it ends. */
public final class FileLock {
    private FileLock() {}

    /**
     * Takes the file for as long as the channel is open.
     *
     * @return false when another server has it, also one in this very process, which the JDK tells by an exception
     */
    public static boolean take(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
