package junretsu.items.set;

/**
 * Thrown when the JVM refuses the memory that new fingerprints need. Nothing of the call was inserted; the set stays as
 * it was and may be used on. The message is one sentence for the operator.
 */
public final class SetFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SetFullException(long bytesInUse, OutOfMemoryError cause) {
        super(
                "no memory for new items: the set has " + (bytesInUse >> 20)
                        + " MiB outside of Java's heap, and the JVM gives no more (" + cause.getMessage()
                        + "); it gives what -XX:MaxDirectMemorySize allows, at first as much as the heap's -Xmx",
                cause);
    }
}
