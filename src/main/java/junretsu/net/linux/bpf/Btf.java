package junretsu.net.linux.bpf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The type information (BTF) that the kernel wants of a program whose functions are called back: one type for all of
 * them, {@code int f()}, and each function's name. Layout of linux/btf.h:
 *
 * <pre>
 *    0  magic u16, version u8, flags u8, header length u32,
 *       types' offset and length u32, strings' offset and length u32
 *   24  1: BTF_KIND_INT "int", 2: BTF_KIND_FUNC_PROTO returning 1, 3 and on: BTF_KIND_FUNC of type 2
 *       strings, each with a 0 behind it; the first is empty
 * </pre>
 */
final class Btf {
    /** The type of the first function; those behind it follow in their order. */
    static final int FIRST_FUNCTION = 3;

    private static final int MAGIC = 0xeB9F;
    private static final int HEADER_BYTES = 24;
    private static final int KIND_INT = 1;
    private static final int KIND_FUNC = 12;
    private static final int KIND_FUNC_PROTO = 13;
    private static final int SIGNED_32_BITS = 1 << 24 | 32;

    private Btf() {}

    static byte[] ofFunctions(List<String> names) {
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        strings.write(0);
        List<Integer> types = new ArrayList<>();
        types.addAll(List.of(add(strings, "int"), KIND_INT << 24, Integer.BYTES, SIGNED_32_BITS));
        types.addAll(List.of(0, KIND_FUNC_PROTO << 24, 1));
        for (String name : names) {
            types.addAll(List.of(add(strings, name), KIND_FUNC << 24, 2));
        }
        int typeBytes = types.size() * Integer.BYTES;
        ByteBuffer btf =
                ByteBuffer.allocate(HEADER_BYTES + typeBytes + strings.size()).order(ByteOrder.LITTLE_ENDIAN);
        btf.putShort((short) MAGIC).put((byte) 1).put((byte) 0).putInt(HEADER_BYTES);
        btf.putInt(0).putInt(typeBytes).putInt(typeBytes).putInt(strings.size());
        types.forEach(btf::putInt);
        return btf.put(strings.toByteArray()).array();
    }

    /** Returns where the string begins. */
    private static int add(ByteArrayOutputStream strings, String text) {
        int at = strings.size();
        strings.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        strings.write(0);
        return at;
    }
}
