package junretsu.items.share;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The places of one log at which it is read. To be used by one thread. */
final class LogReaders implements Closeable {
    /** More than there are places to read at, so that one that is still of use is not closed. */
    private final int openMax;

    private final ShareSource source;
    private final List<FrameReader> open = new ArrayList<>();

    LogReaders(ShareSource source, int openMax) {
        this.source = source;
        this.openMax = openMax;
    }

    /** A reader that stands behind a frame; one that is there already if possible. */
    FrameReader at(long frame) throws IOException {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).position() == frame) {
                open.add(open.remove(i));
                return open.get(open.size() - 1);
            }
        }
        if (open.size() == openMax) {
            open.remove(0).close();
        }
        open.add(source.reader(frame));
        return open.get(open.size() - 1);
    }

    /** Closes all, as is due when one may stand within a frame. */
    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.remove(open.size() - 1).close();
        }
    }
}
