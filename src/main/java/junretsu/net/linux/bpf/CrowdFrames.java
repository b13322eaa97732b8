package junretsu.net.linux.bpf;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import junretsu.net.SourceRange;

/**
 * The senders of one crowd share what costs: a program for each payload, of which the last that was asked for is
 * attached to the interface, and a {@link FrameMap} with a slot for each processor. Around each run of a program that
 * is attached nowhere, the kernel rewrites the dispatcher of XDP and waits for RCU twice, some 10 ms each
 * (bpf_prog_change_xdp in net/bpf/test_run.c), and an interface takes one program. Where another process has attached
 * one, a crowd is slower. Any thread may call.
 */
public final class CrowdFrames {
    private final BpfCalls calls;
    private final byte[] macs;
    private final InetSocketAddress target;
    private final SourceRange sources;
    private final int interfaceIndex;

    /** Descriptors by payload. */
    private final Map<Integer, Integer> programs = new HashMap<>();

    /** The first ones wait for a sender; the one that was given back last is taken first. */
    private final FrameMap.Slot[] slots = new FrameMap.Slot[Runtime.getRuntime().availableProcessors()];

    private int idle;
    private FrameMap map;
    private int senders;
    private int attachedPayload;
    private int link = -1;

    /**
     * Makes no frame yet.
     *
     * @param macs the receiver's address and the interface's own, 12 bytes
     * @param target an IPv4 address
     */
    public CrowdFrames(BpfCalls calls, byte[] macs, InetSocketAddress target, SourceRange sources, int interfaceIndex) {
        this.calls = calls;
        this.macs = macs.clone();
        this.target = target;
        this.sources = sources;
        this.interfaceIndex = interfaceIndex;
    }

    public InetSocketAddress target() {
        return target;
    }

    /** Opens a sender; the last one that is closed gives back everything. */
    public synchronized CrowdSender open() throws IOException {
        if (senders == 0) {
            map = new FrameMap(calls, slots.length, sources.bits());
            for (idle = 0; idle < slots.length; idle++) {
                slots[idle] = map.slot(idle);
            }
        }
        senders++;
        return new CrowdSender(calls, this);
    }

    synchronized void release() {
        senders--;
        if (senders == 0) {
            closeLink();
            programs.values().forEach(calls::close);
            programs.clear();
            attachedPayload = 0;
            map.close();
        }
    }

    /** Takes a slot for one run; waits while there are as many runs as processors. */
    synchronized FrameMap.Slot take() throws InterruptedException {
        while (idle == 0) {
            wait();
        }
        idle--;
        return slots[idle];
    }

    synchronized void give(FrameMap.Slot slot) {
        slots[idle] = slot;
        idle++;
        notify();
    }

    /** The frame that the kernel copies, without a slot. */
    byte[] frame(int payload) {
        return FrameProgram.frame(macs, target.getAddress().getAddress(), target.getPort(), payload);
    }

    /**
     * Loads the program of a payload, or finds it, and attaches it in the place of another.
     *
     * @return its descriptor, until the last sender is closed
     */
    synchronized int program(int payload) throws IOException {
        Integer program = programs.get(payload);
        if (program == null) {
            program = calls.load(
                    FrameProgram.assemble(map.descriptor(), frame(payload), payload, sources, interfaceIndex));
            programs.put(payload, program);
        }
        if (attachedPayload != payload) {
            attachedPayload = payload;
            attach(program);
        }
        return program;
    }

    /** The program passes on what comes in at the interface. One that is not attached runs too, and is slower. */
    private void attach(int program) {
        try {
            if (link < 0) {
                link = calls.attach(program, interfaceIndex, false);
            } else {
                calls.update(link, program);
            }
        } catch (IOException e) {
            closeLink();
        }
    }

    private void closeLink() {
        if (link >= 0) {
            calls.close(link);
            link = -1;
        }
    }
}
