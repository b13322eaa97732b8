import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A crowd of readers of a server's stream, some of whom never read. Arguments: the server's URL, readers, how many of them are
 * deaf, seconds. Prints the intervals between the frames of those who read: frames, p50, p99 and max in milliseconds; then how many
 * of the deaf the server has closed, and how many frames it has skipped.
 */
public final class Viewers {
    private static final byte[] FRAME_BEGIN = "\nid: ".getBytes(StandardCharsets.US_ASCII);

    private static final long DEAF_READ_NANOS = 5_000_000_000L;

    private static final class Viewer {
        int matched;
        long lastNanos;
    }

    private static final List<Long> intervals = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        URI url = URI.create(args[0]);
        int count = Integer.parseInt(args[1]);
        int deaf = Integer.parseInt(args[2]);
        Selector selector = Selector.open();
        List<SocketChannel> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open();
            if (i < deaf) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
            }
            channel.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            channel.write(StandardCharsets.US_ASCII.encode("GET /api/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
            all.add(channel);
            if (i >= deaf) {
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new Viewer());
            }
        }
        System.err.println("connected");
        read(selector, System.nanoTime() + Long.parseLong(args[3]) * 1_000_000_000);
        long[] sorted = intervals.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%d %.0f %.0f %.0f %d %d%n",
                sorted.length,
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 1),
                all.subList(0, deaf).stream().filter(Viewers::isClosed).count(),
                skippedFrames(url));
    }

    /**
     * Reads what there is for one that has not read so far; true when its end comes after it. The end stands behind what
     * the server's kernel still holds for the reader, which takes a while to come through a small window.
     */
    private static boolean isClosed(SocketChannel channel) {
        byte[] buffer = new byte[65_536];
        long end = System.nanoTime() + DEAF_READ_NANOS;
        try {
            channel.socket().setSoTimeout(2_000);
            InputStream in = channel.socket().getInputStream();
            while (System.nanoTime() < end) {
                if (in.read(buffer) < 0) {
                    return true;
                }
            }
            return false;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static long skippedFrames(URI url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/metrics")).build();
        String metrics = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        Matcher skipped = Pattern.compile("(?m)^junretsu\\w*_skipped_frames_total(?:\\{.*\\})? (\\d+)").matcher(metrics);
        return skipped.find() ? Long.parseLong(skipped.group(1)) : -1;
    }

    private static void read(Selector selector, long end) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
        while (System.nanoTime() < end) {
            selector.select(100);
            for (SelectionKey key : selector.selectedKeys()) {
                buffer.clear();
                if (((SocketChannel) key.channel()).read(buffer) < 0) {
                    throw new IllegalStateException("the server closed the stream of a reader");
                }
                take((Viewer) key.attachment(), buffer.flip());
            }
            selector.selectedKeys().clear();
        }
    }

    private static void take(Viewer viewer, ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            viewer.matched = b == FRAME_BEGIN[viewer.matched] ? viewer.matched + 1 : b == '\n' ? 1 : 0;
            if (viewer.matched == FRAME_BEGIN.length) {
                viewer.matched = 0;
                long now = System.nanoTime();
                if (viewer.lastNanos != 0) {
                    intervals.add(now - viewer.lastNanos);
                }
                viewer.lastNanos = now;
            }
        }
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }
}
