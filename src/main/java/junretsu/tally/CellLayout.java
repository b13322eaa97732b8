package junretsu.tally;

import java.util.List;

/**
 * The meaning of the cells of a service's blocks.
 *
 * @param service a word, such as {@code votes}; its counter files are opened by this service alone
 * @param cells names in the order of the cells, at most 512; an empty one stands for a cell that is not used
 */
public record CellLayout(String service, List<String> cells) {
    public CellLayout {
        cells = List.copyOf(cells);
        assert cells.size() <= CounterBlock.BYTES / Long.BYTES : service + " has " + cells.size() + " cells";
    }

    /** Cells, those that are not used too. */
    public int size() {
        return cells.size();
    }
}
