package junretsu.net.nio;

import junretsu.net.DatagramEngine;
import junretsu.net.EngineContract;
import junretsu.net.EngineOptions;

class NioOffloadIT extends EngineContract {

    @Override
    protected DatagramEngine engine() {
        return new NioEngine(new EngineOptions(true, false));
    }
}
