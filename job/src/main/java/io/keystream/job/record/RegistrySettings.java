package io.keystream.job.record;

import io.keystream.job.config.RegistryConfig;
import io.keystream.job.config.TruststoreType;
import io.keystream.security.tls.Truststore;
import java.io.Serializable;
import java.util.List;

/**
 * How a schema registry is asked. Holds no secret.
 *
 * @param username for basic authentication, null without
 * @param passwordFile where its password is read
 * @param truststore null for what Java trusts
 */
public record RegistrySettings(
    List<String> urls, String username, String passwordFile, Truststore truststore)
    implements Serializable {

  /** The settings of a registry that is configured. */
  public static RegistrySettings of(RegistryConfig config) {
    return new RegistrySettings(
        config.urls().orElseThrow(),
        config.username().orElse(null),
        config.passwordFile().orElse(null),
        config.truststore().map(RegistrySettings::truststore).orElse(null));
  }

  private static Truststore truststore(String location) {
    return new Truststore(location, TruststoreType.ofFileName(location).orElseThrow().toString());
  }
}
