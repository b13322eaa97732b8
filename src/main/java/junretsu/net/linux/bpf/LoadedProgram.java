package junretsu.net.linux.bpf;

import java.util.List;

/**
 * A program as the kernel loads it.
 *
 * @param type {@code enum bpf_prog_type} in linux/bpf.h
 * @param name as bpftool shows it, up to 15 letters
 * @param licence that the kernel asks for
 * @param code its instructions, 8 bytes each
 * @param typeInformation BTF; empty when nothing is called back
 * @param firstFunctionType the type in it of the first function; those behind it follow
 * @param functionStarts the number of the first instruction of each function
 */
public record LoadedProgram(
        int type,
        String name,
        String licence,
        byte[] code,
        byte[] typeInformation,
        int firstFunctionType,
        int[] functionStarts) {
    static final int SOCKET_FILTER = 1;
    static final int XDP = 6;

    /** None of the functions that are called is for GPL-compatible programs alone. */
    private static final String LICENCE = "Apache-2.0";

    /** Assembles a program; functions that are called back are known by their names. */
    static LoadedProgram of(int type, String name, Assembler assembler) {
        List<Assembler.Function> functions = assembler.functions();
        byte[] types = functions.isEmpty() ? new byte[0] : Btf.ofFunctions(functions);
        int[] starts = functions.stream().mapToInt(Assembler.Function::first).toArray();
        return new LoadedProgram(
                type, name, LICENCE, assembler.assemble(), types, Btf.firstFunction(functions), starts);
    }
}
