package junretsu.net.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Sends a datagram to a socket of AF_UNIX, by its path, or by its name in the abstract space with an {@code @} before
 * it (unix(7)). Any thread may call. One that cannot be sent is lost.
 */
public final class UnixDatagram implements BiConsumer<String, String> {
    // bits/socket.h
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x4040;

    /** sockaddr_un: two bytes of family, then the path. */
    private static final int PATH_BYTES_MAX = 107;

    private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SENDTO =
            call("sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle CLOSE = call("close", JAVA_INT, JAVA_INT);

    /** A sender that holds nothing. */
    public UnixDatagram() {}

    @Override
    public void accept(String path, String text) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > PATH_BYTES_MAX) {
            return;
        }
        if (name[0] == '@') {
            name[0] = 0;
        }
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(2L + name.length, 2);
            address.set(JAVA_SHORT, 0, AF_UNIX);
            MemorySegment.copy(name, 0, address, JAVA_BYTE, 2, name.length);
            MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, message);
            int socket = (int) SOCKET.invokeExact((int) AF_UNIX, SOCK_DGRAM, 0);
            if (socket >= 0) {
                long sent = (long) SENDTO.invokeExact(
                        socket, bytes, (long) message.length, MSG_DONTWAIT_NOSIGNAL, address, 2 + name.length);
                int closed = (int) CLOSE.invokeExact(socket);
                assert sent < 0 || closed == 0;
            }
        } catch (Throwable e) {
            throw new AssertionError("a C function throws nothing", e);
        }
    }

    private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(result, arguments));
    }
}
