package junretsu.net.linux.bpf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The type information (BTF) that the kernel wants of a program with functions of its own. Those without arguments are
 * {@code static int f()}, others {@code u64 f(u64, ...)} and global. Layout of linux/btf.h:
 *
 * <pre>
 *    0  magic u16, version u8, flags u8, header length u32,
 *       types' offset and length u32, strings' offset and length u32
 *   24  1: BTF_KIND_INT "int", 2: BTF_KIND_INT "u64", then a BTF_KIND_FUNC_PROTO for each function,
 *       then its BTF_KIND_FUNC for each
 *       strings, each with a 0 behind it; the first is empty
 * </pre>
 */
final class Btf {
    private static final int MAGIC = 0xeB9F;
    private static final int HEADER_BYTES = 24;
    private static final int KIND_INT = 1;
    private static final int KIND_FUNC = 12;
    private static final int KIND_FUNC_PROTO = 13;
    private static final int SIGNED_32_BITS = 1 << 24 | 32;
    private static final int INT = 1;
    private static final int U64 = 2;
    private static final int FIRST_PROTOTYPE = 3;

    /** Of a global function, in the place of a FUNC's number of members. */
    private static final int GLOBAL = 1;

    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final List<Integer> types = new ArrayList<>();

    private Btf() {}

    /** The type of the first function; those behind it follow in their order. */
    static int firstFunction(List<Assembler.Function> functions) {
        return FIRST_PROTOTYPE + functions.size();
    }

    static byte[] ofFunctions(List<Assembler.Function> functions) {
        return new Btf().describe(functions);
    }

    private byte[] describe(List<Assembler.Function> functions) {
        strings.write(0);
        types.addAll(List.of(string("int"), KIND_INT << 24, Integer.BYTES, SIGNED_32_BITS));
        types.addAll(List.of(string("u64"), KIND_INT << 24, Long.BYTES, Long.SIZE));
        for (Assembler.Function function : functions) {
            int arguments = function.arguments().size();
            types.addAll(List.of(0, KIND_FUNC_PROTO << 24 | arguments, arguments == 0 ? INT : U64));
            function.arguments().forEach(name -> types.addAll(List.of(string(name), U64)));
        }
        int prototype = FIRST_PROTOTYPE;
        for (Assembler.Function function : functions) {
            int linkage = function.arguments().isEmpty() ? 0 : GLOBAL;
            types.addAll(List.of(string(function.name()), KIND_FUNC << 24 | linkage, prototype));
            prototype++;
        }
        return bytes();
    }

    private byte[] bytes() {
        int typeBytes = types.size() * Integer.BYTES;
        ByteBuffer btf =
                ByteBuffer.allocate(HEADER_BYTES + typeBytes + strings.size()).order(ByteOrder.LITTLE_ENDIAN);
        btf.putShort((short) MAGIC).put((byte) 1).put((byte) 0).putInt(HEADER_BYTES);
        btf.putInt(0).putInt(typeBytes).putInt(typeBytes).putInt(strings.size());
        types.forEach(btf::putInt);
        return btf.put(strings.toByteArray()).array();
    }

    /** Returns where the string begins. */
    private int string(String text) {
        int at = strings.size();
        strings.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        strings.write(0);
        return at;
    }
}
