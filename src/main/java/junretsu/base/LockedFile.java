package junretsu.base;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * A file that one server of this machine has for itself until it closes it, or until its process ends, however it
 * ends. The lock is on the file's content and not on its name: it stays when the file is renamed. Methods may be
 * called by any thread.
 *
 * <p>A process loses its POSIX locks on a file when it closes <em>any</em> descriptor of that file. So a file that
 * this process holds already is refused before it is opened, and what holds a file must do all its work on it through
 * {@link #channel}.
 */
public final class LockedFile implements Closeable {
    /** By device and inode, which the system gives to another file once nobody has this one open. */
    private static final Map<Object, LockedFile> HELD = new HashMap<>();

    private final FileChannel channel;
    private final Object key;

    private LockedFile(FileChannel channel, Object key) {
        this.channel = channel;
        this.key = key;
    }

    /** Opens a file that another process may have; {@link #lock} is to follow. */
    public static LockedFile openUnlocked(Path path, OpenOption... options) throws IOException {
        return new LockedFile(FileChannel.open(path, options), key(path));
    }

    /** Locks what was opened without; returns false while another server has it. */
    public boolean lock() throws IOException {
        synchronized (HELD) {
            if (!isHeld(key) && isLocked(channel)) {
                HELD.put(key, this);
            }
            return HELD.get(key) == this;
        }
    }

    /**
     * Opens a file and locks it. A device, such as {@code /dev/null}, is for everybody and is not locked.
     *
     * @param options as of {@link FileChannel#open}, to write at least
     * @return null when another server has the file, in this process or another
     */
    public static LockedFile open(Path path, OpenOption... options) throws IOException {
        synchronized (HELD) {
            if (Files.exists(path) && isHeld(key(path))) {
                return null;
            }
            FileChannel channel = FileChannel.open(path, options);
            try {
                if (!Files.isRegularFile(path)) {
                    return new LockedFile(channel, null);
                }
                if (isLocked(channel)) {
                    LockedFile file = new LockedFile(channel, key(path));
                    HELD.put(file.key, file);
                    return file;
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            channel.close();
            return null;
        }
    }

    /**
     * True while another process has the file, seen by a look that needs no right to write; false where there is none.
     * Not for a file that this process holds: the look would end its lock.
     */
    public static boolean isHeldElsewhere(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    public FileChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        synchronized (HELD) {
            HELD.remove(key, this);
        }
    }

    /** False once the holder's channel is closed, also by an interrupt, which ends the lock too. */
    private static boolean isHeld(Object key) {
        LockedFile holder = HELD.get(key);
        return holder != null && holder.channel.isOpen();
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Device and inode where there are such things. */
    private static Object key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path.toRealPath() : key;
    }
}
