package junretsu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import junretsu.testing.Authenticator;
import junretsu.testing.JunretsuProcess;
import junretsu.testing.Setup;
import junretsu.testing.UserLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second factor of a user as clients of the line protocol enrol it. */
class UsersFactorIT {
    private static final String PASSWORD = "a long enough password";
    private static final String QUICK_HASH = "--hash-memory=1MiB";

    @TempDir
    Path data;

    private static Map<String, Object> login(UserLine line, String code) throws Exception {
        return line.askExtended("LOGIN", "Username", "alice", "Password", PASSWORD, "Code", code);
    }

    @Test
    void aRecoveryCodeIsTakenOnceAlsoOverAKill() throws Exception {
        List<String> codes;
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.newest(), data, QUICK_HASH);
                UserLine line = new UserLine(server.tcpPort())) {
            String token = UserLine.user(
                    line.ask("REGISTER", "Username", "alice", "Password", PASSWORD, "Nickname", "Alice"), "Token");
            Map<String, Object> begun = line.ask("TOTP_BEGIN", "Token", token);
            String secret = (String) begun.get("Secret");
            Authenticator app = new Authenticator(secret);
            assertThat(login(line, "")).containsEntry("Success", true);
            Map<String, Object> confirmed = line.askExtended(
                    "TOTP_CONFIRM", "Token", token, "Password", PASSWORD, "Secret", secret, "Code", app.code(0));
            assertThat(confirmed).containsEntry("Success", true).containsEntry("RecoveryCodesLeft", "10");
            codes = List.of(((String) confirmed.get("RecoveryCodes")).split(" "));
            assertThat(login(line, "")).containsEntry("Err", "Code required");
            assertThat(login(line, codes.get(0))).containsEntry("RecoveryCodesLeft", "9");
            server.kill();
        }
        try (JunretsuProcess server = JunretsuProcess.serveUsers(Setup.oldest(), data, QUICK_HASH);
                UserLine line = new UserLine(server.tcpPort())) {
            assertThat(login(line, codes.get(0))).containsEntry("Err", "Invalid password");
            Map<String, Object> known = login(line, codes.get(1));
            assertThat(known).containsEntry("RecoveryCodesLeft", "8").doesNotContainKey("RecoveryCodes");
            String token = UserLine.user(known, "Token");
            assertThat(line.askExtended("TOTP_END", "Token", token, "Password", PASSWORD, "Code", codes.get(2)))
                    .containsEntry("Success", true);
            assertThat(login(line, "")).containsEntry("Success", true);
            assertThat(server.get("/metrics").body())
                    .contains("verb=\"totp_end\",result=\"ok\"")
                    .doesNotContain(codes.get(3));
        }
    }
}
