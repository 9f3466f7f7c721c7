package io.keystream.security.preflight;

import io.keystream.security.secrets.SecretSource;
import io.keystream.security.tls.ClientCertificate;
import io.keystream.security.tls.ClientKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.common.KafkaException;

/** Whether what the job logs in to Kafka with, other than by Kerberos, is there and is valid. */
public final class CredentialChecks {
  private static final Duration EXPIRY_HORIZON = Duration.ofDays(14);

  private CredentialChecks() {}

  /** Whether the password of a user can be read. */
  public static Check password(String user, SecretSource password, Configuration configuration) {
    return Check.error(
        "kafka-password",
        "password of user " + user + ": " + password,
        "Put the password there, readable for the job's user alone",
        () -> password.read(configuration).map(found -> "readable").orElseThrow());
  }

  /** Whether a key store opens, is hidden from others, and has a certificate that is valid. */
  public static List<Check> keystore(ClientKey key) {
    return List.of(
        Check.error(
            "kafka-keystore",
            key.location() + " with " + key.password(),
            "Correct the key store's path, type or password, or renew its certificate",
            () -> certificate(key)),
        Check.warning(
            "kafka-keystore-mode",
            key.location(),
            "chmod 0400 " + key.location() + "; the deploy playbook places it so",
            () -> mode(Path.of(key.location()))));
  }

  /** Whether the key store of the job's page opens, and has a certificate that is valid. */
  public static Check pageKeystore(ClientKey key) {
    return Check.error(
        "ui-keystore",
        key.location() + " with " + key.password(),
        "Correct keystream_ui_keystore, or put its password into the provider that is named",
        () -> certificate(key));
  }

  private static String certificate(ClientKey key) throws Exception {
    X509Certificate certificate;
    try {
      certificate = ClientCertificate.of(key);
    } catch (KafkaException e) {
      throw new NotAsWanted(e.getMessage());
    }
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    Instant now = Instant.now();
    String found =
        "%s, signed by %s, valid from %s to %s"
            .formatted(
                certificate.getSubjectX500Principal(),
                certificate.getIssuerX500Principal(),
                begin,
                end);
    if (now.isBefore(begin) || now.isAfter(end)) {
      throw new NotAsWanted(found + ", which is not now");
    }
    if (end.isBefore(now.plus(EXPIRY_HORIZON))) {
      throw new NotAsWanted(found + ", which is less than " + EXPIRY_HORIZON.toDays() + " days");
    }
    return found;
  }

  private static String mode(Path file) throws Exception {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    String text = "mode " + PosixFilePermissions.toString(mode);
    if (mode.contains(PosixFilePermission.OTHERS_READ)
        || mode.contains(PosixFilePermission.GROUP_READ)) {
      throw new NotAsWanted(text + ", wanted r-------- (0400)");
    }
    return text;
  }
}
