package junretsu.users.store.local;

import java.nio.file.Path;
import junretsu.base.Clock;
import junretsu.users.account.UserStore;
import junretsu.users.store.SeedContract;
import junretsu.users.store.SeedTarget;
import junretsu.users.store.UserStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class LocalUserStoreTest extends UserStoreContract {
    @TempDir
    Path directory;

    private LocalUsers users;

    @BeforeEach
    void open() throws Exception {
        users = LocalFixture.open(directory, 1_000, Clock.SYSTEM);
    }

    @AfterEach
    void close() throws Exception {
        users.close();
    }

    @Override
    protected UserStore store() {
        return users.users();
    }

    @Override
    protected UserStore reopened() throws Exception {
        users.close();
        open();
        return users.users();
    }

    @Nested
    class Seeded extends SeedContract {
        @Override
        protected UserStore store() {
            return users.users();
        }

        @Override
        protected SeedTarget target() {
            return users.seedTarget();
        }
    }
}
