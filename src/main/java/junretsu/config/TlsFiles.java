package junretsu.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate chain and its key in PEM files (RFC 7468). */
public record TlsFiles(Path certificate, Path key) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");

    /**
     * Reads both files anew.
     *
     * @throws IOException whose message says which file is wrong and why
     */
    public SSLContext context() throws IOException {
        Certificate[] chain = chain();
        PrivateKey secret = secret(chain[0].getPublicKey());
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", secret, new char[0], chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (KeyStoreException e) {
            throw new IOException(certificate + " is no chain of certificates, each followed by its issuer's", e);
        } catch (GeneralSecurityException e) {
            throw new IOException(certificate + " cannot be served: " + e.getMessage(), e);
        }
    }

    private Certificate[] chain() throws IOException {
        try {
            Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(certificate)));
            if (!chain.isEmpty()) {
                return chain.toArray(Certificate[]::new);
            }
        } catch (CertificateException e) {
            throw new IOException(certificate + " holds no certificate in PEM", e);
        }
        throw new IOException(certificate + " holds no certificate in PEM");
    }

    private PrivateKey secret(PublicKey counterpart) throws IOException {
        Matcher pem = KEY.matcher(new String(bytes(key), StandardCharsets.ISO_8859_1));
        if (!pem.find() || !pem.group(1).isEmpty()) {
            throw new IOException(key + " holds no PKCS #8 key without a password; 'openssl pkcs8 -topk8 -nodes -in "
                    + key.getFileName() + "' makes one");
        }
        String algorithm = counterpart.getAlgorithm();
        try {
            PKCS8EncodedKeySpec spec =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(2)));
            PrivateKey secret = KeyFactory.getInstance(algorithm).generatePrivate(spec);
            if (belong(secret, counterpart, algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")) {
                return secret;
            }
        } catch (InvalidKeySpecException | IllegalArgumentException e) {
            throw new IOException(key + " holds no key of the kind of " + certificate + ", which is " + algorithm, e);
        } catch (GeneralSecurityException e) {
            throw new IOException(certificate + " is for a key that is neither RSA nor EC", e);
        }
        throw new IOException(key + " is not the key of " + certificate);
    }

    private static boolean belong(PrivateKey secret, PublicKey counterpart, String signatures)
            throws GeneralSecurityException {
        byte[] probe = {1};
        Signature signer = Signature.getInstance(signatures);
        signer.initSign(secret);
        signer.update(probe);
        byte[] signature = signer.sign();
        signer.initVerify(counterpart);
        signer.update(probe);
        return signer.verify(signature);
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e, e);
        }
    }
}
