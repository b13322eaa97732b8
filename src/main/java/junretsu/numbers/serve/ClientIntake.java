package junretsu.numbers.serve;

import junretsu.net.tcp.TcpConnection;

/** An intake of clients over TCP, which must have been disconnected before it is stopped. */
interface ClientIntake extends Intake {
    /** Takes a client over, which it closes in the end. */
    void serve(TcpConnection client);
}
