package junretsu.items.blast;

import junretsu.load.http.RequestCounts;

/** The outcomes of requests and of the items in them. Not thread-safe. */
final class SentCounts extends RequestCounts {
    long items;
    long itemsAcknowledged;
    long itemsFailed;
    long itemsUnknown;
    long itemsNew;
    long itemsNewUnsaid;

    /** Items that were called new although they had been acknowledged, by this server or by another node. */
    long itemsNewAgain;

    @Override
    protected void sent(int size) {
        super.sent(size);
        items += size;
    }

    @Override
    protected void acknowledged(int size) {
        super.acknowledged(size);
        itemsAcknowledged += size;
    }

    @Override
    protected void failed(int size) {
        super.failed(size);
        itemsFailed += size;
    }

    @Override
    protected void unknown(int size) {
        super.unknown(size);
        itemsUnknown += size;
    }

    void add(SentCounts other) {
        super.add(other);
        items += other.items;
        itemsAcknowledged += other.itemsAcknowledged;
        itemsFailed += other.itemsFailed;
        itemsUnknown += other.itemsUnknown;
        itemsNew += other.itemsNew;
        itemsNewUnsaid += other.itemsNewUnsaid;
        itemsNewAgain += other.itemsNewAgain;
    }

    /** Items that the server said it had before. */
    long itemsRepeated() {
        return itemsAcknowledged - itemsNew - itemsNewUnsaid;
    }

    @Override
    public boolean isSumRight() {
        return super.isSumRight() && items == itemsAcknowledged + itemsFailed + itemsUnknown;
    }
}
