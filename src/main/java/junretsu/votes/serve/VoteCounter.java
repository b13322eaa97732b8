package junretsu.votes.serve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import junretsu.net.PacketHandler;
import junretsu.tally.CounterBlock;
import junretsu.votes.VoteCells;
import junretsu.votes.VoteWire;

/**
 * Counts the votes of packets into one block. Belongs to one receiver's thread.
 *
 * <p>A short packet's votes go straight into the block. A long packet is counted eight bytes at a time into four lanes
 * of 256 counters, so that a run of the same popular button does not wait for its own last store; lanes are folded into
 * the block at the end of the batch. The lanes stand in one array, since separate ones cost Java a bounds check each.
 */
final class VoteCounter implements PacketHandler {
    /**
     * From this length on, lanes win in a full batch, although they have to be folded; a batch that is not full has
     * time.
     */
    private static final int LANES_FROM_BYTES = 16;

    private static final int LANES = 4;

    private final CounterBlock block;
    private final int buttons;
    private final int[] lanes = new int[LANES * VoteWire.BUTTONS];
    private boolean lanesUsed;
    private long packets;
    private long datagrams;
    private long empty;

    /** @param buttons how many the event has */
    VoteCounter(CounterBlock block, int buttons) {
        this.block = block;
        this.buttons = buttons;
    }

    @Override
    public void onPacket(ByteBuffer buffer, int offset, int length, int datagrams) {
        this.packets++;
        this.datagrams += datagrams;
        if (length >= LANES_FROM_BYTES) {
            countInLanes(buffer, offset, length);
        } else if (length > 0) {
            countInBlock(buffer, offset, length);
        } else {
            empty++;
        }
    }

    /** To be called at the end of each batch: from here on the block holds everything. */
    void publish() {
        if (lanesUsed) {
            foldLanes();
        }
        block.add(VoteCells.PACKETS, packets);
        packets = 0;
        block.add(VoteCells.DATAGRAMS, datagrams);
        datagrams = 0;
        if (empty > 0) {
            block.add(VoteCells.EMPTY, empty);
            empty = 0;
        }
    }

    private void countInBlock(ByteBuffer buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            addVotes(buffer.get(i) & 0xFF, 1);
        }
    }

    private void countInLanes(ByteBuffer buffer, int offset, int length) {
        int[] lanes = this.lanes;
        ByteBuffer words = buffer.order(ByteOrder.LITTLE_ENDIAN);
        int end = offset + length;
        int i = offset;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long word = words.getLong(i);
            int low = (int) word;
            int high = (int) (word >>> 32);
            lanes[low & 0xFF]++;
            lanes[low >>> 8 & 0xFF | 0x100]++;
            lanes[low >>> 16 & 0xFF | 0x200]++;
            lanes[low >>> 24 | 0x300]++;
            lanes[high & 0xFF]++;
            lanes[high >>> 8 & 0xFF | 0x100]++;
            lanes[high >>> 16 & 0xFF | 0x200]++;
            lanes[high >>> 24 | 0x300]++;
        }
        for (; i < end; i++) {
            lanes[words.get(i) & 0xFF]++;
        }
        lanesUsed = true;
    }

    private void foldLanes() {
        for (int button = 0; button < VoteWire.BUTTONS; button++) {
            int votes = 0;
            for (int lane = button; lane < lanes.length; lane += VoteWire.BUTTONS) {
                votes += lanes[lane];
                lanes[lane] = 0;
            }
            if (votes > 0) {
                addVotes(button, votes);
            }
        }
        lanesUsed = false;
    }

    private void addVotes(int button, int votes) {
        block.add(button < buttons ? button : VoteCells.REJECTED, votes);
    }
}
