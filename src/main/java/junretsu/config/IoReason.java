package junretsu.config;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * The reason of an I/O error in words for the user, without the file's name, which stands in the sentence around it.
 */
public final class IoReason {
    private IoReason() {}

    /** Returns the kernel's words where there are any; never null. Any thread. */
    public static String of(IOException error) {
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (error instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (error instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (error instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (error instanceof ClosedChannelException) {
            return "it has been closed";
        }
        if (error instanceof FileSystemException e && e.getReason() != null) {
            return e.getReason();
        }
        return error.getMessage() == null ? error.toString() : error.getMessage();
    }
}
