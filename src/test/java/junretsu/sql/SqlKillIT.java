package junretsu.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import junretsu.testing.KilledWriter;
import junretsu.testing.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed again and again. */
class SqlKillIT {
    private static final int KILLS = 20;

    @TempDir
    Path directory;

    @Test
    void everythingThatWasAnsweredIsThereAfterKills() throws Exception {
        long seed = Seed.draw();
        Random random = new Random(seed);
        Path path = directory.resolve("words.db");
        Set<Long> answered = new TreeSet<>();
        long next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Set<Long> news = KilledWriter.lines(
                            WordWriter.class,
                            directory.resolve("said"),
                            random.nextInt(200),
                            path.toString(),
                            Long.toString(next))
                    .stream()
                    .map(Long::valueOf)
                    .collect(Collectors.toSet());
            assertThat(news).isNotEmpty();
            answered.addAll(news);
            NavigableSet<Long> there = numbersFrom(next, path);
            assertThat(there).as(Seed.flag(seed)).containsAll(news);
            next = there.last() + 1;
        }
        assertThat(numbersFrom(0, path)).as(Seed.flag(seed)).containsAll(answered);
        assertThat(leftovers()).isEmpty();
    }

    private static NavigableSet<Long> numbersFrom(long first, Path path) throws Exception {
        try (SqlDatabase database = SqlFixture.open(path)) {
            assertThat(SqlFixture.integrity(database)).isEqualTo("ok");
            return database.readers().ask(session -> numbers(session, first));
        }
    }

    private List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("words.db") && !name.equals("said") || name.contains("sqlitejdbc"))
                    .toList();
        }
    }

    private static NavigableSet<Long> numbers(SqlSession session, long first) throws SQLException {
        NavigableSet<Long> numbers = new TreeSet<>();
        PreparedStatement select = session.prepared("SELECT number FROM word WHERE number >= ?");
        select.setLong(1, first);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }
}
