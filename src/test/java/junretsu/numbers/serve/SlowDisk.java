package junretsu.numbers.serve;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CountDownLatch;
import junretsu.testing.WrappedFile;

/** A file on a disk that takes no write until a test releases it, and then takes all. What is written is thrown away. */
final class SlowDisk extends WrappedFile {
    private final CountDownLatch written = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    SlowDisk() {
        super(null);
    }

    /** Waits until a writer is held up. */
    void awaitWrite() throws InterruptedException {
        written.await();
    }

    void release() {
        released.countDown();
    }

    @Override
    public int write(ByteBuffer source, long position) {
        written.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        int bytes = source.remaining();
        source.position(source.limit());
        return bytes;
    }

    @Override
    public FileChannel truncate(long size) {
        return this;
    }

    @Override
    protected void implCloseChannel() {}
}
