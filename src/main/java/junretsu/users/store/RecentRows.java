package junretsu.users.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Rows as bytes, the newest of them: a log that goes round in a fixed number of segments, where each row points to the
 * one before it with the same hash. A row that is put again is overwritten where it fits, or stands at the log's end
 * anew, and the older one is found no more. Not for several threads.
 *
 * <pre>
 *   8 bytes: position of the row before | 4: bytes of the key | 4: bytes of the row, -1 when removed | key | row
 * </pre>
 *
 * A position counts all bytes since the beginning, 0 is none; what lies before the segments that are kept is gone.
 */
final class RecentRows {
    private static final int SEGMENTS = 32;
    private static final int KEY_BYTES_AT = Long.BYTES;
    private static final int ROW_BYTES_AT = KEY_BYTES_AT + Integer.BYTES;
    private static final int HEADER = ROW_BYTES_AT + Integer.BYTES;
    private static final int REMOVED = -1;

    /** Of a hash, for each: about a row's bytes. */
    private static final int BYTES_A_CHAIN = 256;

    private final int segmentBytes;
    private final ByteBuffer[] segments = new ByteBuffer[SEGMENTS];
    private final long[] newest;
    private long end = HEADER;

    /** @param bytes of all rows, at most */
    RecentRows(int bytes) {
        segmentBytes = bytes / SEGMENTS;
        newest = new long[Integer.highestOneBit(Math.max(1, bytes / BYTES_A_CHAIN))];
    }

    /** The row of a key, found by the key's hash; null when it is not here. */
    byte[] get(int hash, byte[] key) {
        long position = find(hash, key);
        if (position == 0) {
            return null;
        }
        byte[] row = row(position);
        if (isOld(position)) {
            put(hash, key, row);
        }
        return row;
    }

    /** Returns whether a row is to stand at the log's end anew when it is used. */
    private boolean isOld(long position) {
        return position < end - (long) segmentBytes * SEGMENTS / 2;
    }

    /** Puts a row in place of the one that is there; one that is larger than a segment just takes that away. */
    void put(int hash, byte[] key, byte[] row) {
        int bytes = HEADER + key.length + row.length;
        if (bytes > segmentBytes) {
            remove(hash, key);
            return;
        }
        long there = find(hash, key);
        if (there != 0 && !isOld(there) && rowBytes(there) == row.length) {
            segments[segment(there)].put(offset(there) + HEADER + key.length, row);
            return;
        }
        if (end % segmentBytes + bytes > segmentBytes) {
            end += segmentBytes - end % segmentBytes;
        }
        if (segments[segment(end)] == null) {
            segments[segment(end)] = ByteBuffer.allocate(segmentBytes);
        }
        int at = offset(end);
        segments[segment(end)]
                .putLong(at, newest[chain(hash)])
                .putInt(at + KEY_BYTES_AT, key.length)
                .putInt(at + ROW_BYTES_AT, row.length)
                .put(at + HEADER, key)
                .put(at + HEADER + key.length, row);
        newest[chain(hash)] = end;
        end += bytes;
    }

    void remove(int hash, byte[] key) {
        long position = find(hash, key);
        if (position != 0) {
            segments[segment(position)].putInt(offset(position) + ROW_BYTES_AT, REMOVED);
        }
    }

    /** The position of a key's row; 0 when there is none. */
    private long find(int hash, byte[] key) {
        long oldest = end - end % segmentBytes - (long) segmentBytes * (SEGMENTS - 1);
        long position = newest[chain(hash)];
        while (position >= oldest && position != 0) {
            ByteBuffer segment = segments[segment(position)];
            int at = offset(position);
            int keyFrom = at + HEADER;
            int keyTo = keyFrom + segment.getInt(at + KEY_BYTES_AT);
            if (Arrays.equals(segment.array(), keyFrom, keyTo, key, 0, key.length)) {
                return rowBytes(position) == REMOVED ? 0 : position;
            }
            position = segment.getLong(at);
        }
        return 0;
    }

    private byte[] row(long position) {
        ByteBuffer segment = segments[segment(position)];
        int at = offset(position);
        byte[] row = new byte[rowBytes(position)];
        segment.get(at + HEADER + segment.getInt(at + KEY_BYTES_AT), row);
        return row;
    }

    private int rowBytes(long position) {
        return segments[segment(position)].getInt(offset(position) + ROW_BYTES_AT);
    }

    private int segment(long position) {
        return (int) (position / segmentBytes % SEGMENTS);
    }

    private int offset(long position) {
        return (int) (position % segmentBytes);
    }

    private int chain(int hash) {
        return hash & newest.length - 1;
    }
}
