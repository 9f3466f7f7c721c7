package io.keystream.security.token;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramExtensionsCallback;

/**
 * Answers every SCRAM login and re-authentication of a Kafka client with the newest delegation
 * token the process holds.
 *
 * <p>A client that takes its token from {@code sasl.jaas.config} keeps the one it was built with
 * and fails when that expires. This handler, named in {@code sasl.client.callback.handler.class},
 * asks the user's credentials each time instead.
 */
public final class DelegationTokenCallbackHandler implements AuthenticateCallbackHandler {
  /** Client property that names the cluster whose token to present. */
  public static final String CLUSTER_CONFIG = "keystream.delegation.token.cluster";

  private UserGroupInformation user;
  private String cluster;

  @Override
  public void configure(
      Map<String, ?> configs, String saslMechanism, List<AppConfigurationEntry> jaasEntries) {
    Object configured = configs.get(CLUSTER_CONFIG);
    if (configured == null) {
      throw new KafkaException(
          "Missing " + CLUSTER_CONFIG + ": it names the cluster whose delegation token to present");
    }
    cluster = configured.toString();
    try {
      // Only here is the current user the one whose credentials are renewed: while handle() runs,
      // Kafka has switched to its own login subject.
      user = UserGroupInformation.getCurrentUser();
    } catch (IOException e) {
      throw new KafkaException("No Hadoop user to take delegation tokens from", e);
    }
  }

  @Override
  public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
    KafkaDelegationToken token = currentToken();
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback name) {
        name.setName(token.id());
      } else if (callback instanceof PasswordCallback password) {
        password.setPassword(token.hmac().toCharArray());
      } else if (callback instanceof ScramExtensionsCallback extensions) {
        extensions.extensions(Map.of("tokenauth", "true"));
      } else {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  private KafkaDelegationToken currentToken() throws IOException {
    return KafkaDelegationTokens.find(user.getCredentials(), cluster)
        .orElseThrow(
            () ->
                new IOException(
                    "No Kafka delegation token for cluster '"
                        + cluster
                        + "' among the credentials of "
                        + user.getUserName()
                        + ", which hold "
                        + KafkaDelegationTokens.services(user.getCredentials())
                        + ". Submit with --keytab and --principal, and check spark.kafka.clusters."
                        + cluster
                        + ".* in spark.conf."));
  }

  @Override
  public void close() {}
}
