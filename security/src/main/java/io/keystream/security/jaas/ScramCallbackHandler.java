package io.keystream.security.jaas;

import io.keystream.security.secrets.Secret;
import io.keystream.security.secrets.SecretReader;
import io.keystream.security.secrets.SecretSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramExtensionsCallback;

/**
 * Answers every SCRAM login and re-authentication of a Kafka client with the password that is in
 * its place then. So the client's properties hold none, and one that was changed is taken up.
 */
public final class ScramCallbackHandler implements AuthenticateCallbackHandler {
  /** Client property with the user's name. */
  public static final String USER_CONFIG = "keystream.scram.user";

  /** How the client properties begin that say where the password is. */
  public static final String PASSWORD_PREFIX = "keystream.scram.password.";

  private String user;
  private SecretReader password;

  @Override
  public void configure(
      Map<String, ?> configs, String saslMechanism, List<AppConfigurationEntry> jaasEntries) {
    user =
        Optional.ofNullable(configs.get(USER_CONFIG))
            .map(Object::toString)
            .orElseThrow(() -> new KafkaException("Missing " + USER_CONFIG + ": who logs in"));
    SecretSource source = SecretSource.fromProperties(configs, PASSWORD_PREFIX);
    if (!source.isPresent()) {
      throw new KafkaException(
          "Missing "
              + PASSWORD_PREFIX
              + "{file,alias,variable}: where the password of user "
              + user
              + " is");
    }
    try {
      password = SecretReader.ofCurrentUser(source);
    } catch (IOException e) {
      throw new KafkaException("No Hadoop user to read " + source + " as", e);
    }
  }

  @Override
  public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback name) {
        name.setName(user);
      } else if (callback instanceof PasswordCallback asked) {
        asked.setPassword(password.read().map(Secret::reveal).orElseThrow().toCharArray());
      } else if (!(callback instanceof ScramExtensionsCallback)) { // There are no extensions.
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  @Override
  public void close() {}
}
