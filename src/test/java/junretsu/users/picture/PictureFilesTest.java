package junretsu.users.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import junretsu.base.Clock;
import junretsu.base.DistinctErrors;
import junretsu.base.Sha256;
import junretsu.base.WorkerThread;
import junretsu.users.account.Account;
import junretsu.users.account.StoreUnavailable;
import junretsu.users.account.UserStore;
import junretsu.users.store.SampleAccounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures on a disk: kept, found, and removed when nobody names them any more. */
class PictureFilesTest {
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

    private final AtomicLong nowMs = new AtomicLong(1_700_000_000_000L);
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Clock clock = new Clock() {
        @Override
        public long nanoTime() {
            return nowMs.get() * 1_000_000;
        }

        @Override
        public long epochMillis() {
            return nowMs.get();
        }
    };
    private final DistinctErrors errors = new DistinctErrors(log::add, clock);
    private final Accounts accounts = new Accounts();
    private final List<WorkerThread> threads = new ArrayList<>();
    private PictureFiles pictures;

    @TempDir
    private Path directory;

    /** Accounts in memory, which may be unavailable. */
    private static final class Accounts implements UserStore {
        final Map<String, Account> byName = new ConcurrentHashMap<>();
        boolean isDown;

        @Override
        public CompletionStage<Account> find(String username) {
            return isDown
                    ? CompletableFuture.failedFuture(new StoreUnavailable("down", null))
                    : CompletableFuture.completedFuture(byName.get(username));
        }

        @Override
        public CompletionStage<Boolean> add(Account account) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Boolean> replace(Account changed) {
            byName.put(changed.username(), changed);
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public String problem() {
            return null;
        }
    }

    @BeforeEach
    void start() throws Exception {
        accounts.replace(SampleAccounts.account("alice", "Alice", 1));
        pictures = new PictureFiles(directory.resolve("pictures"), accounts, errors, clock);
        pictures.addTo((worker, idle) -> {
            WorkerThread thread = new WorkerThread(worker, idle, errors);
            threads.add(thread);
            return thread;
        });
        threads.get(0).start();
    }

    @AfterEach
    void stop() {
        threads.get(0).close();
    }

    private Account alice() {
        return accounts.byName.get("alice");
    }

    /** Keeps a picture, and lets the account name it. */
    private String change() throws Exception {
        String hash = keep();
        accounts.replace(alice().withPicture(hash));
        return hash;
    }

    private String keep() throws Exception {
        return SampleAccounts.get(pictures.keep(alice(), SamplePictures.jpeg(96, 96)));
    }

    private byte[] find(String hash) throws Exception {
        return SampleAccounts.get(pictures.find(hash));
    }

    private void sweep() throws Exception {
        new PictureSweep(new PictureDirectory(directory.resolve("pictures")), accounts, errors, clock).doWork();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .toList();
        }
    }

    @Test
    void aPictureIsKnownByTheHashOfItsFile() throws Exception {
        String hash = change();
        assertThat(HexFormat.of().formatHex(Sha256.hash(find(hash)))).isEqualTo(hash);
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "pictures/" + hash.substring(0, 2) + "/" + hash.substring(2) + ".jpg",
                        "pictures/unsettled/" + hash);
    }

    @Test
    void whatIsNoHashIsNoPicture() throws Exception {
        change();
        Files.writeString(directory.resolve("secret.jpg"), "secret");
        for (String hash :
                List.of("", "ab", "../../secret", "..", "0".repeat(64), "A".repeat(64), "0/" + "0".repeat(62))) {
            assertThat(find(hash)).as(hash).isNull();
        }
    }

    @Test
    void aReplacedPictureGoesAfterADayAndNotBefore() throws Exception {
        String old = change();
        nowMs.addAndGet(DAY_MS);
        sweep();
        String fresh = change();
        nowMs.addAndGet(DAY_MS - 1);
        sweep();
        assertThat(find(old)).isNotNull();
        nowMs.addAndGet(1);
        sweep();
        assertThat(find(old)).isNull();
        assertThat(find(fresh)).isNotNull();
        assertThat(files()).hasSize(1);
    }

    @Test
    void aPictureThatItsAccountNeverNamedGoesToo() throws Exception {
        String named = change();
        String unnamed = keep();
        nowMs.addAndGet(DAY_MS);
        sweep();
        assertThat(find(unnamed)).isNull();
        assertThat(find(named)).isNotNull();
    }

    @Test
    void whatAKillLeftOfAPictureGoesToo() throws Exception {
        String hash = keep();
        Path whole = directory.resolve("pictures/" + hash.substring(0, 2) + "/" + hash.substring(2) + ".jpg");
        Files.move(whole, whole.resolveSibling(whole.getFileName() + ".unfinished"));
        nowMs.addAndGet(DAY_MS);
        sweep();
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0\0\0", "\u0080\u00ff"})
    void aNoteThatAPowerCutHasEmptiedRemovesNoPicture(String left) throws Exception {
        String named = change();
        String unnamed = keep();
        Path note = directory.resolve("pictures/unsettled/" + named);
        FileTime since = Files.getLastModifiedTime(note);
        Files.writeString(note, left, ISO_8859_1);
        Files.setLastModifiedTime(note, since);
        nowMs.addAndGet(2 * DAY_MS);
        sweep();
        assertThat(log).isEmpty();
        assertThat(find(named)).isNotNull();
        assertThat(find(unnamed)).isNull();
    }

    @Test
    void aPictureThatWasGivenUpGoesAfterADay() throws Exception {
        String old = change();
        nowMs.addAndGet(2 * DAY_MS);
        SampleAccounts.get(pictures.release(alice()));
        accounts.replace(alice().withPicture(""));
        sweep();
        assertThat(find(old)).isNotNull();
        nowMs.addAndGet(DAY_MS);
        sweep();
        assertThat(files()).isEmpty();
    }

    @Test
    void nothingIsRemovedWhileNobodyKnowsWhoNamesIt() throws Exception {
        String unnamed = keep();
        nowMs.addAndGet(2 * DAY_MS);
        accounts.isDown = true;
        sweep();
        assertThat(find(unnamed)).isNotNull();
        assertThat(log).singleElement().asString().contains("down");
    }

    @Test
    void whatIsNoPictureIsRejectedAndLeavesNothing() throws Exception {
        assertThatThrownBy(() -> SampleAccounts.get(pictures.keep(alice(), new byte[] {1, 2, 3})))
                .isInstanceOf(RejectedPicture.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void aDiskThatTakesNothingMakesItUnavailable() throws Exception {
        String known = change();
        Path blocked = directory.resolve("pictures");
        for (int i = 0; i < 256; i++) {
            Path place = blocked.resolve(String.format("%02x", i));
            if (Files.notExists(place)) {
                Files.writeString(place, "a file where a directory has to be");
            }
        }
        int refused = 0;
        for (int i = 0; i < 8; i++) {
            try {
                keep();
            } catch (StoreUnavailable e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
        assertThat(find(known)).isNotNull();
    }
}
