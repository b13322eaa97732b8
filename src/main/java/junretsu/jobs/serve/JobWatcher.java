package junretsu.jobs.serve;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import junretsu.jobs.queue.Job;
import junretsu.jobs.queue.JobId;
import junretsu.web.BodySink;

/**
 * One reader of a job's events. At most one write is under way, and what comes meanwhile waits in a backlog. Any thread
 * may call.
 */
final class JobWatcher {
    private static final String PREAMBLE = "retry: 1000\n\n";

    private final JobId id;
    private final BodySink sink;
    private final Consumer<JobWatcher> leave;
    private final EventBacklog backlog = new EventBacklog();
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private boolean isWriting = true;
    private boolean hasEnded;

    /** @param leave called, perhaps twice, when the reader has the end or is gone */
    JobWatcher(JobId id, BodySink sink, Consumer<JobWatcher> leave) {
        this.id = id;
        this.sink = sink;
        this.leave = leave;
    }

    JobId id() {
        return id;
    }

    /** Returns true unless a look at the job is under way; {@link #endLook} ends it. */
    boolean beginLook() {
        return isLooking.compareAndSet(false, true);
    }

    void endLook() {
        isLooking.set(false);
    }

    /** To be called once: no event is sent before. */
    void begin() {
        sink.whenLeft(() -> {
            leave.accept(this);
            sink.cut(new EOFException("the reader has left"));
        });
        sink.write(utf8(PREAMBLE), this::written);
    }

    /** Sends an event, unless it says what the last one said; one that waits is replaced. */
    synchronized void offer(String event) {
        backlog.offer(event);
        writeNext();
    }

    /** Sends the event that the job has begun, which comes once. */
    synchronized void started(String event) {
        backlog.start(event);
        writeNext();
    }

    /** Sends a comment, by which a reader that has gone is noticed, unless something is on its way. */
    synchronized void beat() {
        if (!isWriting && !hasEnded) {
            write(":\n\n", this::written);
        }
    }

    /** Sends the last event, behind the one under way. */
    synchronized void end(Job job) {
        hasEnded = true;
        backlog.end("id: end\nevent: completed\ndata: " + JobJson.of(job) + "\n\n");
        writeNext();
    }

    private void writeNext() {
        String next = isWriting ? null : backlog.next();
        if (next != null) {
            boolean isLast = hasEnded && backlog.isEmpty();
            write(next, isLast ? this::finished : this::written);
        }
    }

    private void write(String text, Consumer<Throwable> done) {
        isWriting = true;
        sink.write(utf8(text), done);
    }

    private void finished(Throwable failure) {
        leave.accept(this);
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
