package junretsu.users.picture;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pictures that were asked for last, by their names, in 16 MiB. Any thread may call. */
public final class PictureCache {
    private static final int BYTES_MAX = 16 << 20;

    private final int bytesMax;
    private final Map<String, byte[]> leastUsedFirst = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    public PictureCache() {
        this(BYTES_MAX);
    }

    PictureCache(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** A picture, not to be changed; null when it is not here. */
    public synchronized byte[] get(String name) {
        return leastUsedFirst.get(name);
    }

    /** Keeps a picture, for which those that were not used for longest make room. */
    public synchronized void put(String name, byte[] picture) {
        byte[] before = leastUsedFirst.put(name, picture);
        bytes += picture.length - (before == null ? 0 : before.length);
        Iterator<byte[]> oldest = leastUsedFirst.values().iterator();
        while (bytes > bytesMax) {
            bytes -= oldest.next().length;
            oldest.remove();
        }
    }
}
