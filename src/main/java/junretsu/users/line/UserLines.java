package junretsu.users.line;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.net.tcp.LineFraming;
import junretsu.net.tcp.TcpLimit;
import junretsu.net.tcp.TcpPeer;
import junretsu.text.JsonException;

/**
 * The back end's side of the line protocol, for one loop: lines become requests for the {@link Accounts}, and their
 * answers lines in the order of the requests.
 */
public final class UserLines extends LineFraming {
    private static final byte[] STOP = ascii("STOP");
    private static final byte[] PICTURE = ascii("UPDATE_IMAGE");

    /** A line may be as long as one with a picture if it names that within so many bytes. */
    private static final int FORMAT_WITHIN_BYTES = 128;

    private static final Map<TcpLimit, String> LIMITS = Map.of(
            TcpLimit.MESSAGE_BYTES, "a line has up to 65536 bytes, one with UPDATE_IMAGE in its beginning up to 262144",
            TcpLimit.HALF_MESSAGE, "the line was not ended in time",
            TcpLimit.IDLE, "nothing was asked for too long",
            TcpLimit.CONNECTIONS, "too many connections; come back later");

    private final RequestParser parser = new RequestParser();
    private final Accounts accounts;
    private final FrontKey key;
    private final Clock clock;
    private final LineWatch watch;
    private final DistinctErrors errors;

    /**
     * @param key null when anybody may speak and nobody is a front
     * @param errors where requests are recorded that the accounts cannot handle
     */
    public UserLines(Accounts accounts, FrontKey key, Clock clock, LineWatch watch, DistinctErrors errors) {
        this.accounts = accounts;
        this.key = key;
        this.clock = clock;
        this.watch = watch;
        this.errors = errors;
    }

    @Override
    public void opened(TcpPeer peer) {
        peer.attach(new LineCaller(peer.address().getAddress().getHostAddress(), key));
    }

    @Override
    public int messageBytesMax(byte[] bytes, int from, int to) {
        if (to - from < RequestParser.LINE_BYTES_MAX) {
            return RequestParser.LINE_BYTES_MAX;
        }
        for (int at = from; at < from + FORMAT_WITHIN_BYTES; at++) {
            if (isAt(PICTURE, bytes, at)) {
                return RequestParser.PICTURE_LINE_BYTES_MAX;
            }
        }
        return RequestParser.LINE_BYTES_MAX;
    }

    /** A line of the protocol, since that is what the other end reads. */
    @Override
    public byte[] lastWords(TcpLimit passed) {
        return words(passed);
    }

    /** The last words to a client for which there is no place. */
    public static byte[] tooManyConnections() {
        return words(TcpLimit.CONNECTIONS);
    }

    private static byte[] words(TcpLimit passed) {
        LineAnswer answer = LineAnswer.failed(LIMITS.get(passed));
        byte[] line = new byte[AnswerWriter.bytesMax(answer, null, false)];
        return Arrays.copyOf(line, AnswerWriter.write(answer, null, false, line, 0));
    }

    @Override
    protected void line(TcpPeer peer, byte[] bytes, int from, int length) {
        LineCaller caller = (LineCaller) peer.attachment();
        LineRequest request = null;
        String problem = null;
        if (length == STOP.length && isAt(STOP, bytes, from)) {
            peer.end(new byte[0]);
            return;
        }
        try {
            request = parser.parse(bytes, from, length);
        } catch (JsonException e) {
            problem = e.getMessage();
        }
        LineReply reply = new LineReply(peer, request == null ? null : request.verb(), parser.id(), clock, watch);
        peer.expect(reply);
        if (request == null) {
            reply.accept(LineAnswer.failed(LineAnswer.INVALID_PACKET).with(AddedField.DETAIL, problem));
        } else if (request.verb() == Verb.FRONT) {
            introduce(peer, caller, request, reply);
        } else if (caller.maySpeak()) {
            handle(caller, request, reply);
        } else {
            reply.accept(LineAnswer.failed("Only fronts that know the key may speak here"));
            peer.end(new byte[0]);
        }
    }

    private void introduce(TcpPeer peer, LineCaller caller, LineRequest request, LineReply reply) {
        LineAnswer answer = caller.introduce(request.added());
        if (answer == null) {
            reply.accept(LineAnswer.failed(
                    key == null ? "This server has no front key" : "This is not the front key of this server"));
            peer.end(new byte[0]);
        } else {
            reply.accept(answer);
        }
    }

    private void handle(LineCaller caller, LineRequest request, LineReply reply) {
        if (!caller.isFront() && request.added().has(AddedField.ADDRESS)) {
            reply.accept(LineAnswer.failed("Only a front says whose address a request has"));
            return;
        }
        try {
            accounts.handle(request, caller.origin(request.added()), reply);
        } catch (RuntimeException e) {
            errors.record("handling " + request.verb(), e);
            reply.accept(LineAnswer.failed(LineAnswer.ERROR));
        }
    }

    private static boolean isAt(byte[] word, byte[] bytes, int at) {
        for (int i = 0; i < word.length; i++) {
            if (bytes[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
