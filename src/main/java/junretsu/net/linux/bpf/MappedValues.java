package junretsu.net.linux.bpf;

import java.io.Closeable;
import java.nio.ByteBuffer;

/** The values of a map in this process's memory. Any thread may close. */
public interface MappedValues extends Closeable {

    /** The memory; after {@link #close} each access throws an IllegalStateException. */
    ByteBuffer bytes();

    /** Takes the memory away. The map stays as long as a descriptor, a name or a program has it. */
    @Override
    void close();
}
