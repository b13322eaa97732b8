package junretsu.users.blast;

import junretsu.users.password.ScramClient;

/** An operation under way: what was asked, and what its answer has to agree with. For one thread. */
final class Call {
    /** From the planned time in open loop, else from its start; nanoseconds since the start of the load. */
    final long plannedNanos;

    final Operation operation;
    final int user;

    /** Null for a login. */
    final UserSession session;

    /** The oldest version of the nickname that its answer may show. */
    final int oldest;

    /** Of the nickname that it writes; the number of a login among its user's; 0 for other operations. */
    final int version;

    /** Its user was taken from other clients until it ends. */
    final boolean isTaker;

    /** Null unless it is a login by SCRAM. */
    final ScramClient scram;

    /** The last message of SCRAM was sent. */
    boolean isProofSent;

    Call(
            long plannedNanos,
            Operation operation,
            int user,
            UserSession session,
            int oldest,
            int version,
            boolean isTaker,
            ScramClient scram) {
        this.plannedNanos = plannedNanos;
        this.operation = operation;
        this.user = user;
        this.session = session;
        this.oldest = oldest;
        this.version = version;
        this.isTaker = isTaker;
        this.scram = scram;
    }
}
