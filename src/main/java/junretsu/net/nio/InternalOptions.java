package junretsu.net.nio;

import java.io.FileDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.DatagramChannel;
import junretsu.net.Segmentation;

/**
 * Sets the socket options that the JDK has no names for, by the JDK's own internal call. It exists in Java 17 to 25 and
 * is opened by {@code Add-Opens: java.base/sun.nio.ch} in the jar's manifest; where it does not exist, nothing can be
 * set.
 */
final class InternalOptions {
    private static final Method SET_INT = find(
            "sun.nio.ch.Net",
            "setIntOption0",
            FileDescriptor.class,
            boolean.class,
            int.class,
            int.class,
            int.class,
            boolean.class);
    private static final Method DESCRIPTOR = find("sun.nio.ch.SelChImpl", "getFD");

    private InternalOptions() {}

    /** Sets an option of IPPROTO_UDP and returns whether the kernel took it. */
    static boolean set(DatagramChannel channel, int option, int value) {
        if (SET_INT == null || DESCRIPTOR == null) {
            return false;
        }
        try {
            SET_INT.invoke(null, DESCRIPTOR.invoke(channel), false, Segmentation.IPPROTO_UDP, option, value, false);
            return true;
        } catch (InvocationTargetException | IllegalAccessException e) {
            return false;
        }
    }

    private static Method find(String type, String name, Class<?>... parameters) {
        try {
            Method method = Class.forName(type).getDeclaredMethod(name, parameters);
            method.setAccessible(true);
            return method;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
