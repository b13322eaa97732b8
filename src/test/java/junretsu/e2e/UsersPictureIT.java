package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import junretsu.base.Sha256;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.SmallDisk;
import junretsu.testing.UserLine;
import junretsu.testing.Waiting;
import junretsu.users.picture.SamplePictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of users as clients of the line protocol send and get them. */
class UsersPictureIT {
    private static final String PASSWORD = "a long enough password";
    private static final String QUICK_HASH = "--hash-memory=1MiB";

    @TempDir
    Path data;

    private static String register(UserLine line, String username) throws Exception {
        return UserLine.user(
                line.ask("REGISTER", "Username", username, "Password", PASSWORD, "Nickname", username), "Token");
    }

    private static Map<String, Object> update(UserLine line, String token, byte[] picture) throws Exception {
        return line.askExtended(
                "UPDATE_IMAGE", "Token", token, "Image", Base64.getEncoder().encodeToString(picture));
    }

    @Test
    void aPictureIsTheSameForEverybodyUntilItIsReplaced() throws Exception {
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH);
                UserLine line = new UserLine(server.tcpPort())) {
            String token = register(line, "alice");
            Map<String, Object> updated = update(line, token, SamplePictures.jpeg(512, 512));
            assertThat(updated).containsEntry("Success", true);
            assertThat(picture(line, (String) updated.get("Image"))).isTrue();
            assertThat(line.askExtended("VALIDATE", "Token", token)).containsEntry("Image", updated.get("Image"));
            assertThat(update(line, token, SamplePictures.jpeg(1_200, 900)))
                    .containsEntry("Success", false)
                    .containsEntry("Detail", "a picture has up to 1024 × 1024 pixels; this one has 1200 × 900");
            assertThat(update(line, token, "<svg onload=alert(1)>".getBytes()))
                    .containsEntry("Detail", "this is no JPEG file");
            assertThat(line.askExtended("UPDATE_IMAGE", "Token", token, "Image", "*"))
                    .containsEntry("Detail", "a picture comes in base64");
            assertThat(line.askExtended("VALIDATE", "Token", token)).containsEntry("Image", updated.get("Image"));
            assertThat(line.askExtended("UPDATE_IMAGE", "Token", token))
                    .containsEntry("Success", true)
                    .doesNotContainKey("Image");
            assertThat(line.askExtended("GET_IMAGE", "Image", "../users.db")).containsEntry("Success", false);
        }
    }

    /** Returns true when the picture of a hash is there, and its bytes are those of the hash. */
    private static boolean picture(UserLine line, String hash) throws Exception {
        byte[] bytes = Base64.getDecoder()
                .decode((String) line.askExtended("GET_IMAGE", "Image", hash).get("Picture"));
        return HexFormat.of().formatHex(Sha256.hash(bytes)).equals(hash);
    }

    @Test
    void noAcknowledgedPictureIsLostByKills() throws Exception {
        byte[] picture = SamplePictures.jpeg(512, 512);
        for (int round = 0; round < 3; round++) {
            int number = round;
            List<String> acknowledged = new CopyOnWriteArrayList<>();
            try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH)) {
                List<Thread> clients = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    String name = "u" + i + "." + number + ".";
                    clients.add(new Thread(() -> changeWhileItLives(server.tcpPort(), name, picture, acknowledged)));
                }
                clients.forEach(Thread::start);
                Waiting.until("pictures", () -> acknowledged.size() > 20);
                server.kill();
                for (Thread client : clients) {
                    client.join();
                }
            }
            try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH);
                    UserLine line = new UserLine(server.tcpPort())) {
                for (String said : acknowledged) {
                    String token = said.substring(0, said.indexOf(' '));
                    String hash = said.substring(said.indexOf(' ') + 1);
                    assertThat(line.askExtended("VALIDATE", "Token", token)).containsEntry("Image", hash);
                    assertThat(picture(line, hash)).isTrue();
                }
            }
        }
    }

    /** Registers one user after the other and gives each a picture, until the server is gone. */
    private static void changeWhileItLives(int port, String name, byte[] picture, List<String> acknowledged) {
        try (UserLine line = new UserLine(port)) {
            for (int i = 0; ; i++) {
                String token = register(line, name + i);
                Map<String, Object> answer = update(line, token, picture);
                assertThat(answer).containsEntry("Success", true);
                acknowledged.add(token + " " + answer.get("Image"));
            }
        } catch (Exception e) {
            // The server was killed, or is not there yet.
        }
    }

    @Test
    void aFullDiskMakesPicturesUnavailableAndChangesNothing() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(data.resolve("small"), "2m");
                JunretsuProcess server = JunretsuProcess.serveUsers(
                        disk.wrapper(),
                        Setup.newest(),
                        data.resolve("accounts"),
                        QUICK_HASH,
                        "--pictures",
                        data.resolve("small").toString());
                UserLine line = new UserLine(server.tcpPort())) {
            String token = register(line, "alice");
            Object first = update(line, token, SamplePictures.jpeg(512, 512)).get("Image");
            disk.fill();
            Map<String, Object> answer = update(line, token, SamplePictures.jpeg(512, 512));
            assertThat(answer).containsEntry("Err", "Unavailable");
            assertThat(line.askExtended("VALIDATE", "Token", token)).containsEntry("Image", first);
            assertThat(picture(line, (String) first)).isTrue();
            disk.free();
            assertThat(update(line, token, SamplePictures.jpeg(512, 512))).containsEntry("Success", true);
        }
    }
}
