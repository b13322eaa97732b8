package junretsu.store.embedded;

import junretsu.store.Store;
import junretsu.store.StoreContract;

class EmbeddedStoreTest extends StoreContract {

    @Override
    protected Store open() {
        return new EmbeddedStore("a", junretsu.store.CountNames.BUTTONS, MILESTONES, junretsu.base.Clock.SYSTEM);
    }
}
