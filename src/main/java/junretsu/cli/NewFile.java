package junretsu.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import junretsu.config.StartException;

/** A file that gets its name when it is whole; until then it lies beside, and a failure leaves nothing. */
final class NewFile {
    private NewFile() {}

    /** Writes what the file is to hold, and closes the stream. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException, StartException;
    }

    /** @throws FileAlreadyExistsException when there is such a file */
    static void write(Path file, Content content) throws IOException, StartException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path unfinished = file.resolveSibling(
                file.getFileName() + ".unfinished-" + ProcessHandle.current().pid());
        OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (out) {
            content.writeTo(out);
            out.close();
            Files.move(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
