package junretsu.jobs.serve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.web.BodySink;

/**
 * One reader of a job's events. At most one write is under way and one event waits behind it, the latest; the end is
 * kept beside it. Any thread may call.
 */
final class JobWatcher {
    private static final String PREAMBLE = "retry: 1000\n\n";

    private final JobId id;
    private final BodySink sink;
    private final Consumer<JobWatcher> leave;
    private boolean isWriting = true;
    private boolean hasStarted;
    private String waiting;
    private String last = "";
    private Job ended;

    /** @param leave called once, when the reader has the end or is gone */
    JobWatcher(JobId id, BodySink sink, Consumer<JobWatcher> leave) {
        this.id = id;
        this.sink = sink;
        this.leave = leave;
    }

    JobId id() {
        return id;
    }

    /** To be called once: no event is sent before. */
    void begin() {
        sink.write(utf8(PREAMBLE), this::written);
    }

    /** Sends an event, unless it says what the last one said; one that waits is replaced. */
    synchronized void offer(String event) {
        if (!event.equals(last)) {
            last = event;
            waiting = event;
            writeNext();
        }
    }

    /** Sends an event that comes once. */
    synchronized void started(String event) {
        if (!hasStarted) {
            hasStarted = true;
            offer(event);
        }
    }

    /** Sends a comment, by which a reader that has gone is noticed. */
    synchronized void beat() {
        if (waiting == null && !isWriting) {
            waiting = ":\n\n";
            writeNext();
        }
    }

    /** Sends the last event, behind the one under way. */
    synchronized void end(Job job) {
        ended = job;
        writeNext();
    }

    private void writeNext() {
        if (isWriting) {
            return;
        }
        if (ended != null) {
            isWriting = true;
            leave.accept(this);
            sink.write(utf8("id: end\nevent: completed\ndata: " + JobJson.of(ended) + "\n\n"), this::finished);
        } else if (waiting != null) {
            String next = waiting;
            waiting = null;
            isWriting = true;
            sink.write(utf8(next), this::written);
        }
    }

    private void finished(Throwable failure) {
        if (failure == null) {
            sink.end();
        }
    }

    /** @param failure when the client went, or has read nothing for the connection's silence limit */
    private synchronized void written(Throwable failure) {
        if (failure == null) {
            isWriting = false;
            writeNext();
        } else {
            leave.accept(this);
        }
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
