package junretsu.sql;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.WorkerThread;

/** A process that writes words with ascending numbers and prints each number once the word is on the disk. */
final class WordWriter {
    private static final int AT_ONCE = 8;

    private WordWriter() {}

    /** @param arguments path, first number */
    public static void main(String[] arguments) throws Exception {
        DistinctErrors errors = new DistinctErrors(System.err::println, Clock.SYSTEM);
        SqlDatabase database = SqlFixture.open(Path.of(arguments[0]));
        List<WorkerThread> threads = new ArrayList<>();
        database.addTo((worker, idlePolicy) -> {
            threads.add(new WorkerThread(worker, idlePolicy, errors).start());
            return threads.get(threads.size() - 1);
        });
        Semaphore free = new Semaphore(AT_ONCE);
        StringBuilder said = new StringBuilder();
        for (long number = Long.parseLong(arguments[1]); ; number++) {
            free.acquire();
            long own = number;
            database.writer().submit(new SqlFixture.Word(own, "word " + own, new ArrayList<>()) {
                @Override
                public void done() {
                    said.append(own).append('\n');
                    if (said.length() > 1_000) {
                        System.out.print(said);
                        System.out.flush();
                        said.setLength(0);
                    }
                    free.release();
                }

                @Override
                public void failed(SqlException failure) {
                    System.err.println(failure.getMessage());
                    free.release();
                }
            });
        }
    }
}
