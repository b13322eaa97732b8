package junretsu.numbers.serve;

import junretsu.base.Deadline;
import junretsu.net.tcp.TcpConnection;

/** Serves clients over TCP. Any thread may call these methods. */
interface ClientIntake {
    /** Takes a client over, which it closes in the end. */
    void serve(TcpConnection client);

    /**
     * Ends all clients, once what was read is counted, as {@link Intake#stop} does.
     *
     * @param disconnect disconnects all clients and lets none come any more; called once
     */
    int stop(Deadline deadline, Runnable disconnect);

    /** Adds its counts up. */
    void addTo(NumberTotals.Sum sum);
}
