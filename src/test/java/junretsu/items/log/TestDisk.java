package junretsu.items.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

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

    private final class Channel extends FileChannel {
        private final Path path;
        private final FileChannel channel;

        Channel(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            before.on(path, "write");
            int written = channel.write(source);
            after.on(path, "write");
            return written;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            before.on(path, "write");
            int written = channel.write(source, position);
            after.on(path, "write");
            return written;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            before.on(path, "force");
            channel.force(metaData);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return channel.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return channel.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            channel.truncate(size);
            return this;
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
