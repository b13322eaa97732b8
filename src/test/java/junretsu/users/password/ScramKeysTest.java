package junretsu.users.password;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import junretsu.base.Sha256;
import org.junit.jupiter.api.Test;

/** The exchange of RFC 7677, section 3, whose slow hash is PBKDF2. */
class ScramKeysTest {
    private static final byte[] MESSAGES = ("n=user,r=rOprNGfwEbeRWgbNEkqO,"
                    + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
                    + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0")
            .getBytes(US_ASCII);
    private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

    @Test
    void theClientProvesThatItHasThePassword() throws Exception {
        assertThat(ScramKeys.proof(ScramSecret.of(salted("pencil")), MESSAGES))
                .asBase64Encoded()
                .isEqualTo(PROOF);
    }

    @Test
    void theServerTakesThatProofAndNoOther() throws Exception {
        byte[] storedKey = ScramKeys.storedKey(salted("pencil"));
        byte[] proof = Base64.getDecoder().decode(PROOF);
        assertThat(ScramKeys.isProven(proof, storedKey, MESSAGES)).isTrue();
        proof[31] ^= 1;
        assertThat(ScramKeys.isProven(proof, storedKey, MESSAGES)).isFalse();
        assertThat(ScramKeys.isProven(ScramKeys.proof(ScramSecret.of(salted("Pencil")), MESSAGES), storedKey, MESSAGES))
                .isFalse();
    }

    @Test
    void theServerSignsWithItsOwnKey() throws Exception {
        assertThat(Sha256.hmac(ScramKeys.serverKey(salted("pencil")), MESSAGES))
                .asBase64Encoded()
                .isEqualTo("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    private static byte[] salted(String password) throws Exception {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, 4_096, 256);
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(key)
                .getEncoded();
    }
}
