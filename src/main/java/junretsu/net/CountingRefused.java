package junretsu.net;

import java.io.IOException;
import java.nio.file.FileSystemException;
import junretsu.config.IoReason;

/** Thrown when the kernel takes an engine's programs or counts not after all, and nothing of them is left in it. */
public final class CountingRefused extends IOException {
    private static final long serialVersionUID = 1;

    public CountingRefused(IOException cause) {
        super(sentence(cause), cause);
    }

    private static String sentence(IOException cause) {
        return cause instanceof FileSystemException of
                ? of.getFile() + ": " + IoReason.of(cause)
                : String.valueOf(cause.getMessage());
    }
}
