package junretsu.tally;

import java.util.Arrays;

/**
 * A service's cells, each added up over all blocks at one moment. Mutable, so that one thread can merge over and over
 * without garbage; to be used by one thread at a time.
 */
public final class Tally {
    private final long[] sums;

    /** Makes one of zeros. */
    public Tally(CellLayout layout) {
        sums = new long[layout.size()];
    }

    /** Replaces all values by the sums over the file's blocks. Receivers may add meanwhile. */
    public Tally merge(CounterFile file) {
        file.copyOutside();
        Arrays.fill(sums, 0);
        for (int block = 0; block < CounterFile.BLOCKS; block++) {
            add(file.block(block));
        }
        return this;
    }

    /**
     * Replaces all values.
     *
     * @param values in the order of the cells; those missing at the end are 0
     */
    public Tally set(long[] values) {
        Arrays.fill(sums, 0);
        System.arraycopy(values, 0, sums, 0, values.length);
        return this;
    }

    /** Replaces the first values, as many as the array has. */
    public void replaceFirst(long[] values) {
        System.arraycopy(values, 0, sums, 0, values.length);
    }

    /** Replaces one value. */
    public void replace(int cell, long value) {
        sums[cell] = value;
    }

    /** Replaces all values by another's. */
    public Tally copy(Tally other) {
        return set(other.sums);
    }

    /** Takes what was counted before away, leaving what came since. */
    public Tally subtract(Tally before) {
        for (int cell = 0; cell < sums.length; cell++) {
            sums[cell] -= before.sums[cell];
        }
        return this;
    }

    public long get(int cell) {
        return sums[cell];
    }

    /** Copies the first cells, as many as the array has room for. */
    public void copyTo(long[] cells) {
        System.arraycopy(sums, 0, cells, 0, cells.length);
    }

    /** Returns all values in the order of the cells, in an array of the caller's own. */
    public long[] toArray() {
        return sums.clone();
    }

    private void add(CounterBlock block) {
        for (int cell = 0; cell < sums.length; cell++) {
            sums[cell] += block.get(cell);
        }
    }
}
