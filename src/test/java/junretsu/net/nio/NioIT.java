package junretsu.net.nio;

import junretsu.net.DatagramEngine;
import junretsu.net.EngineContract;
import junretsu.net.EngineOptions;

class NioIT extends EngineContract {

    @Override
    protected DatagramEngine engine() {
        return new NioEngine(new EngineOptions(false, false));
    }
}
