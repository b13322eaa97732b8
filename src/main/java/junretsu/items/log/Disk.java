package junretsu.items.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Opens the files that are written. A test puts one in its place that fails. */
interface Disk {
    Disk SYSTEM = FileChannel::open;

    FileChannel open(Path path, OpenOption... options) throws IOException;

    /** Returns when the names in a directory are on the disk. */
    static void forceNames(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Gives a whole file that is on the disk its name, in place of what has it; returns when that is on the disk. */
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceNames(to.getParent());
    }

    /** The name that a file has until it is whole. */
    static Path unfinished(Path path) {
        return path.resolveSibling(path.getFileName() + ".unfinished");
    }
}
