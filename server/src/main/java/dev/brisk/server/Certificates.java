package dev.brisk.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Reads what TLS needs from PEM files. */
final class Certificates {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** The kinds of keys that certificates are made for. */
  private static final List<String> KINDS = List.of("EC", "RSA", "EdDSA");

  private Certificates() {}

  /**
   * Loads a certificate with its key.
   *
   * @param certificate the server's own first, then what it was signed with
   * @throws CommandException if a file cannot be used
   */
  static SSLContext load(Path certificate, Path key) {
    char[] password = {};
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      store.setKeyEntry("server", key(key), password, chain(certificate));
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, password);
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new CommandException(
          "The certificate %s cannot be used with the key %s (%s); give both as PEM files."
              .formatted(certificate, key, e.getMessage()),
          e);
    }
  }

  private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(in)
          .toArray(Certificate[]::new);
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    var found = KEY.matcher(Files.readString(file));
    if (!found.find()) {
      throw new CommandException(
          "The file "
              + file
              + " holds no private key in PKCS#8; convert it with: openssl pkcs8 -topk8 -nodes -in "
              + file
              + " -out key.pem");
    }
    var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
    for (var kind : KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(encoded);
      } catch (InvalidKeySpecException e) {
        // It is of another kind.
      }
    }
    throw new InvalidKeySpecException("the key is of no known kind");
  }
}
