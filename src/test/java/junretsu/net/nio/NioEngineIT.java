package junretsu.net.nio;

import junretsu.net.DatagramEngine;
import junretsu.net.EngineContract;

class NioEngineIT extends EngineContract {

    @Override
    protected DatagramEngine engine() {
        return new NioEngine(new EngineOptions(false, false));
    }
}
