package junretsu.cli;

import java.lang.reflect.Proxy;

/**
 * The signal HUP, by which an operator asks a server to read its configuration anew. By {@code sun.misc.Signal}, which
 * every JDK has (module {@code jdk.unsupported}) but no standard of Java names; asked for by reflection, so that a
 * runtime without it ends at HUP as it would anyway.
 */
final class HangUp {
    private HangUp() {}

    /**
     * Calls an action at each HUP instead of ending the process. Under {@code nohup} the signal stays ignored.
     *
     * @param action called by a thread of the JVM
     * @return false when this runtime knows no such signal
     */
    static boolean onSignal(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    HangUp.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                            return null;
                        }
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "equals" -> proxy == arguments[0];
                            default -> "HUP";
                        };
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), handling);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
