package junretsu.load;

import java.util.concurrent.CountDownLatch;
import junretsu.base.Worker;

/** One thread's part of a load. The methods here may be called by any thread. */
public interface LoadWorker extends Worker {

    /** Opens when this worker has done its part; what it counted may then be read by any thread. */
    CountDownLatch ended();

    /** Lets it end after the slice under way. */
    void stop();
}
