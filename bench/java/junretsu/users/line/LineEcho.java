package junretsu.users.line;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.IdlePolicy;
import junretsu.base.WorkerThread;
import junretsu.config.HostPort;
import junretsu.net.tcp.Framing;
import junretsu.net.tcp.LineFraming;
import junretsu.net.tcp.OverLimit;
import junretsu.net.tcp.TcpLimit;
import junretsu.net.tcp.TcpLimits;
import junretsu.net.tcp.TcpListener;
import junretsu.net.tcp.TcpLoop;
import junretsu.net.tcp.TcpLoops;
import junretsu.net.tcp.TcpPeer;
import junretsu.net.tcp.TcpReply;

/**
 * Answers lines of the users' protocol as {@code lines_limit echo} does, and prints its port. Arguments: {@code plain}
 * finds the name in the line, as C does; {@code lines} reads the whole request and writes the answer by {@link UserLines};
 * then the number of loops. At its end it prints the bytes that the loops' threads have allocated an answer, all else that
 * they do included.
 */
final class LineEcho {
    private static final byte[] KEY = ascii("\"Username\":\"");
    private static final byte[] HEAD = ascii("{\"Success\":true,\"User\":{\"Username\":\"");
    private static final byte[] TAIL =
            ascii("\",\"Password\":\"\",\"Nickname\":\"nick\",\"Token\":\"0123456789abcdef\"},\"Err\":\"\"}\n");
    private static final TcpLimits LIMITS = new TcpLimits(128, 60_000_000_000L, 60_000_000_000L);

    private static long answers;

    private LineEcho() {}

    public static void main(String[] args) throws Exception {
        DistinctErrors errors = new DistinctErrors(System.err::println, Clock.SYSTEM);
        boolean isPlain = args[0].equals("plain");
        Accounts accounts = (request, origin, answer) -> {
            answers++;
            answer.accept(LineAnswer.ok(new LineUser(request.user().username(), "", "nick", "0123456789abcdef")));
        };
        TcpListener listener =
                TcpListener.bind(new HostPort("127.0.0.1", 0), 20_000, OverLimit.REFUSE, Clock.SYSTEM);
        TcpLoops loops = new TcpLoops("echo", Integer.parseInt(args[1]), () -> isPlain
                ? new Plain()
                : new UserLines(accounts, null, Clock.SYSTEM, (verb, answer, nanos) -> {}, errors), null, LIMITS, Clock.SYSTEM);
        for (TcpLoop loop : loops.workers()) {
            new WorkerThread(loop, IdlePolicy.none(), errors).start();
        }
        new WorkerThread(listener.acceptor("acceptor", loops::add), IdlePolicy.none(), errors).start();
        System.out.println(listener.address().getPort());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(allocated() / Math.max(1, answers))));
        Thread.currentThread().join();
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (long id : threads.getAllThreadIds()) {
            if (threads.getThreadInfo(id).getThreadName().startsWith("echo-loop")) {
                bytes += threads.getThreadAllocatedBytes(id);
            }
        }
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Plain extends LineFraming implements Framing {
        @Override
        protected void line(TcpPeer peer, byte[] bytes, int from, int length) {
            int name = from;
            while (!isKey(bytes, name)) {
                name++;
            }
            name += KEY.length;
            int end = name;
            while (bytes[end] != '"') {
                end++;
            }
            byte[] answer = new byte[HEAD.length + end - name + TAIL.length];
            System.arraycopy(HEAD, 0, answer, 0, HEAD.length);
            System.arraycopy(bytes, name, answer, HEAD.length, end - name);
            System.arraycopy(TAIL, 0, answer, HEAD.length + end - name, TAIL.length);
            answers++;
            PlainReply reply = new PlainReply(peer);
            peer.expect(reply);
            reply.complete(answer);
        }

        private static boolean isKey(byte[] bytes, int at) {
            for (int i = 0; i < KEY.length; i++) {
                if (bytes[at + i] != KEY[i]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int messageBytesMax(byte[] bytes, int from, int to) {
            return 65_536;
        }

        @Override
        public byte[] lastWords(TcpLimit passed) {
            return new byte[0];
        }
    }

    private static final class PlainReply extends TcpReply<byte[]> {
        PlainReply(TcpPeer peer) {
            super(peer);
        }

        @Override
        protected int bytesMax(byte[] answer) {
            return answer.length;
        }

        @Override
        protected int write(byte[] answer, byte[] into, int at) {
            System.arraycopy(answer, 0, into, at, answer.length);
            return at + answer.length;
        }
    }
}
