package junretsu.store.embedded;

import junretsu.base.Clock;
import junretsu.store.StoreContract;
import junretsu.store.StoreFactory;

class EmbeddedStoreTest extends StoreContract {

    @Override
    protected StoreFactory factory() {
        return new EmbeddedStores(Clock.SYSTEM);
    }
}
