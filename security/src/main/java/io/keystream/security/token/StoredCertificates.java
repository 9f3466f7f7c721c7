package io.keystream.security.token;

import io.keystream.security.tls.ClientCertificate;
import io.keystream.security.tls.ClientKey;
import io.keystream.security.tls.TrustedCertificates;
import io.keystream.security.tls.Truststore;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** Certificates in files, where they are read. */
public final class StoredCertificates {
  private StoredCertificates() {}

  /** Those of the authorities that are trusted. */
  public static List<Credential> in(Truststore store, String holder) {
    try {
      return TrustedCertificates.authorities(store).stream()
          .map(
              certificate ->
                  CredentialRows.certificate(
                      Credential.TRUSTED, store.location(), holder, certificate))
          .toList();
    } catch (IOException | GeneralSecurityException e) {
      return List.of(CredentialRows.unreadable(Credential.TRUSTED, store.location(), holder, e));
    }
  }

  /** The one that a client shows. */
  public static Credential in(ClientKey key, String holder) {
    try {
      return CredentialRows.certificate(
          Credential.OWN_CERTIFICATE, key.location(), holder, ClientCertificate.of(key));
    } catch (IOException | GeneralSecurityException | KafkaException e) {
      return CredentialRows.unreadable(Credential.OWN_CERTIFICATE, key.location(), holder, e);
    }
  }
}
