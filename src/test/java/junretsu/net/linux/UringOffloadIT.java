package junretsu.net.linux;

import junretsu.net.DatagramEngine;
import junretsu.net.EngineContract;
import junretsu.net.EngineOptions;

class UringOffloadIT extends EngineContract {

    @Override
    protected DatagramEngine engine() throws Exception {
        return LinuxEngines.open("UringEngine", new EngineOptions(true, false));
    }
}
