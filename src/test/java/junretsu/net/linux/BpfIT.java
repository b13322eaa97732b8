package junretsu.net.linux;

import java.util.List;

class BpfIT extends KernelEngineContract {

    @Override
    String type() {
        return "BpfEngine";
    }

    @Override
    List<String> interfaces() {
        return List.of();
    }
}
