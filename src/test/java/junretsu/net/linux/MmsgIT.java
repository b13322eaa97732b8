package junretsu.net.linux;

import junretsu.net.DatagramEngine;
import junretsu.net.EngineContract;
import junretsu.net.EngineOptions;

class MmsgIT extends EngineContract {

    @Override
    protected DatagramEngine engine() throws Exception {
        return LinuxEngines.open("MmsgEngine", new EngineOptions(false, false));
    }
}
