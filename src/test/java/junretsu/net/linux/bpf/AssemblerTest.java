package junretsu.net.linux.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes by hand, from the table of opcodes in Documentation/bpf/standardization/instruction-set.rst. */
class AssemblerTest {

    @Test
    void writesEachInstructionAsTheKernelReadsIt() {
        assertThat(bytes(new Assembler().set(Register.R0, -1))).isEqualTo("b7 00 00 00 ff ff ff ff");
        assertThat(bytes(new Assembler().copy(Register.R6, Register.R1))).isEqualTo("bf 16 00 00 00 00 00 00");
        assertThat(bytes(new Assembler().add(Register.R2, -4))).isEqualTo("07 02 00 00 fc ff ff ff");
        assertThat(bytes(new Assembler().add(Register.R1, Register.R8))).isEqualTo("0f 81 00 00 00 00 00 00");
        assertThat(bytes(new Assembler().shiftLeft(Register.R1, 3))).isEqualTo("67 01 00 00 03 00 00 00");
        assertThat(bytes(new Assembler().shiftRight(Register.R1, 6))).isEqualTo("77 01 00 00 06 00 00 00");
        assertThat(bytes(new Assembler().and(Register.R3, 0xffff))).isEqualTo("57 03 00 00 ff ff 00 00");
        assertThat(bytes(new Assembler().or(Register.R3, Register.R4))).isEqualTo("4f 43 00 00 00 00 00 00");
        assertThat(bytes(new Assembler().subtract(Register.R2, Register.R6))).isEqualTo("1f 62 00 00 00 00 00 00");
        assertThat(bytes(new Assembler().multiply(Register.R2, 10))).isEqualTo("27 02 00 00 0a 00 00 00");
        assertThat(bytes(new Assembler().divide(Register.R1, Register.R2))).isEqualTo("3f 21 00 00 00 00 00 00");
        assertThat(bytes(new Assembler().divide(Register.R1, 7))).isEqualTo("37 01 00 00 07 00 00 00");
        assertThat(bytes(new Assembler().swapNetworkOrder(Register.R2, 16))).isEqualTo("dc 02 00 00 10 00 00 00");
        assertThat(bytes(new Assembler().call(KernelFunction.LOAD_BYTES))).isEqualTo("85 00 00 00 1a 00 00 00");
        assertThat(bytes(new Assembler().exit())).isEqualTo("95 00 00 00 00 00 00 00");
    }

    @Test
    void readsAndWritesMemoryOfEachWidth() {
        assertThat(bytes(new Assembler().load(Width.BYTE, Register.R1, Register.R10, -88)))
                .isEqualTo("71 a1 a8 ff 00 00 00 00");
        assertThat(bytes(new Assembler().load(Width.HALF, Register.R2, Register.R6, 12)))
                .isEqualTo("69 62 0c 00 00 00 00 00");
        assertThat(bytes(new Assembler().load(Width.WORD, Register.R7, Register.R6, 0)))
                .isEqualTo("61 67 00 00 00 00 00 00");
        assertThat(bytes(new Assembler().load(Width.LONG, Register.R3, Register.R8, 2048)))
                .isEqualTo("79 83 00 08 00 00 00 00");
        assertThat(bytes(new Assembler().store(Width.WORD, Register.R10, -4, Register.R0)))
                .isEqualTo("63 0a fc ff 00 00 00 00");
        assertThat(bytes(new Assembler().store(Width.WORD, Register.R10, -4, 2)))
                .isEqualTo("62 0a fc ff 02 00 00 00");
        assertThat(bytes(new Assembler().increment(Register.R8, 16, Register.R1)))
                .isEqualTo("79 81 10 00 00 00 00 00 07 01 00 00 01 00 00 00 7b 18 10 00 00 00 00 00");
    }

    @Test
    void countsJumpsFromTheNextInstructionForwardsAndBackwards() {
        Assembler a = new Assembler();
        a.jump("end").label("again").set(Register.R0, 0);
        a.jumpIf(Register.R1, Condition.EQUAL, 9, "again");
        a.jumpIf(Register.R1, Condition.ABOVE, Register.R2, "end");
        a.label("end").exit();

        assertThat(bytes(a))
                .isEqualTo("05 00 03 00 00 00 00 00 b7 00 00 00 00 00 00 00"
                        + " 15 01 fe ff 09 00 00 00 2d 21 00 00 00 00 00 00 95 00 00 00 00 00 00 00");
    }

    @Test
    void constantsOf64BitsTakeTwoInstructionsAndNameMapsAndFunctions() {
        Assembler a = new Assembler().function("main");
        a.map(Register.R1, 7)
                .functionAddress(Register.R2, "round")
                .exit()
                .function("round")
                .exit();

        assertThat(bytes(a))
                .isEqualTo("18 11 00 00 07 00 00 00 00 00 00 00 00 00 00 00"
                        + " 18 42 00 00 02 00 00 00 00 00 00 00 00 00 00 00"
                        + " 95 00 00 00 00 00 00 00 95 00 00 00 00 00 00 00");
        assertThat(a.functions())
                .containsExactly(
                        new Assembler.Function("main", 0, List.of()), new Assembler.Function("round", 5, List.of()));
    }

    @Test
    void aFunctionOfNumbersIsCalledByItsDistanceAndExchangesInOneStep() {
        Assembler a = new Assembler().function("main").callFunction("twice").exit();
        a.globalFunction("twice", "number")
                .set(Register.R3, 1L << 33 | 5)
                .compareAndExchange(Register.R7, 8, Register.R5);

        assertThat(bytes(a))
                .isEqualTo("85 10 00 00 01 00 00 00 95 00 00 00 00 00 00 00"
                        + " 18 03 00 00 05 00 00 00 00 00 00 00 02 00 00 00"
                        + " db 57 08 00 f1 00 00 00");
        assertThat(a.functions().get(1)).isEqualTo(new Assembler.Function("twice", 2, List.of("number")));
    }

    @Test
    void refusesLabelsThatAreMissingSetTwiceOrTooFarAway() {
        assertThatThrownBy(() -> new Assembler().jump("nowhere").assemble()).hasMessage("the label nowhere is not set");
        assertThatThrownBy(() -> new Assembler().label("here").label("here")).hasMessage("the label here is set twice");
        Assembler far = new Assembler().jump("end");
        for (int i = 0; i < 40_000; i++) {
            far.set(Register.R0, 0);
        }
        assertThatThrownBy(() -> far.label("end").assemble()).hasMessage("the jump to end is too far: 40000");
    }

    @Test
    void typeInformationNamesEachFunction() {
        ByteBuffer btf = ByteBuffer.wrap(Btf.ofFunctions(List.of(
                        new Assembler.Function("main", 0, List.of()),
                        new Assembler.Function("twice", 5, List.of("number")))))
                .order(ByteOrder.LITTLE_ENDIAN);
        int typeBytes = btf.getInt(12);
        int names = 24 + btf.getInt(16);

        assertThat(btf.getShort(0)).isEqualTo((short) 0xeB9F);
        assertThat(typeBytes).isEqualTo(2 * 16 + 12 + (12 + 8) + 2 * 12);
        assertThat(btf.limit()).isEqualTo(24 + typeBytes + btf.getInt(20));
        assertThat(new String(btf.array(), names, 27, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("\0int\0u64\0number\0main\0twice\0");
    }

    private static String bytes(Assembler assembler) {
        return HexFormat.ofDelimiter(" ").formatHex(assembler.assemble());
    }
}
