package junretsu.net.tcp;

/** The requests of one connection that were taken and whose answers have not left, in their order. One thread. */
final class ReplyQueue {
    private TcpReply<?> first;
    private TcpReply<?> last;
    private int size;

    int size() {
        return size;
    }

    void add(TcpReply<?> reply) {
        if (first == null) {
            first = reply;
        } else {
            last.next = reply;
        }
        last = reply;
        size++;
    }

    /** Returns true when the first one has its answer, so that it can leave. */
    boolean isFirstComplete() {
        return first != null && first.isComplete();
    }

    TcpReply<?> removeFirst() {
        TcpReply<?> removed = first;
        first = removed.next;
        removed.next = null;
        if (first == null) {
            last = null;
        }
        size--;
        return removed;
    }
}
