package junretsu.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates that are trusted on a TLS connection. */
public final class TlsTrust {
    private TlsTrust() {}

    /**
     * The context of clients that trust these certificates.
     *
     * @param flag that names the file, for the sentences
     * @param caFile PEM certificates; null for those that the JDK trusts
     * @throws UsageException when the file holds no certificates
     */
    public static SSLContext context(String flag, Path caFile) {
        try {
            if (caFile == null) {
                return SSLContext.getDefault();
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(certificates(flag, caFile));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new UsageException("--" + flag + ": '" + caFile + "' cannot be read ("
                    + e.getClass().getSimpleName() + "); give a file with certificates in PEM form");
        }
    }

    private static KeyStore certificates(String flag, Path caFile) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(caFile)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
        }
        if (store.size() == 0) {
            throw new UsageException("--" + flag + ": '" + caFile + "' holds no certificate; give a file in PEM form");
        }
        return store;
    }
}
