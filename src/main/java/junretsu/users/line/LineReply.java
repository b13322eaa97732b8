package junretsu.users.line;

import junretsu.base.Clock;
import junretsu.net.tcp.TcpPeer;
import junretsu.net.tcp.TcpReply;

/** The place of one request's answer. Any thread hands that over, the loop's writes it. */
final class LineReply extends TcpReply<LineAnswer> implements AnswerTaker {
    private final Verb verb;
    private final byte[] id;
    private final Clock clock;
    private final LineWatch watch;
    private final long takenNanos;

    /** Written by the thread that answers before it completes this. */
    private long answeredNanos;

    /**
     * @param verb null for a line that was no request
     * @param id as JSON text; null when the request had none
     */
    LineReply(TcpPeer peer, Verb verb, byte[] id, Clock clock, LineWatch watch) {
        super(peer);
        this.verb = verb;
        this.id = id;
        this.clock = clock;
        this.watch = watch;
        takenNanos = clock.nanoTime();
    }

    @Override
    public void accept(LineAnswer answer) {
        if (answeredNanos == 0) {
            answeredNanos = clock.nanoTime();
        }
        complete(answer);
    }

    @Override
    protected int bytesMax(LineAnswer answer) {
        return AnswerWriter.bytesMax(answer, id, isExtended());
    }

    @Override
    protected int write(LineAnswer answer, byte[] into, int at) {
        long now = clock.nanoTime();
        watch.answered(verb, answer, now - takenNanos, now - answeredNanos);
        return AnswerWriter.write(answer, id, isExtended(), into, at);
    }

    private boolean isExtended() {
        return id != null || verb != null && verb.isAdded();
    }
}
