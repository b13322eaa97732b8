package junretsu.items.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import junretsu.testing.WrappedFile;

/** A disk that fails when a test says so. */
final class TestDisk implements Disk {
    /** Called around each write and each force, by the thread that does it. */
    interface Fault {
        void on(Path path, String operation) throws IOException;
    }

    static final Fault NONE = (path, operation) -> {};

    volatile Fault before = NONE;
    volatile Fault after = NONE;

    @Override
    public FileChannel open(Path path, OpenOption... options) throws IOException {
        before.on(path, "open");
        return new Channel(path, FileChannel.open(path, options));
    }

    private final class Channel extends WrappedFile {
        private final Path path;

        Channel(Path path, FileChannel channel) {
            super(channel);
            this.path = path;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            before.on(path, "write");
            int written = super.write(source);
            after.on(path, "write");
            return written;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            before.on(path, "write");
            int written = super.write(source, position);
            after.on(path, "write");
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            before.on(path, "force");
            super.force(metaData);
        }
    }
}
