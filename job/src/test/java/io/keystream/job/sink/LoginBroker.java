package io.keystream.job.sink;

import io.keystream.job.received.TestKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker that also wants certificates on one port, and passwords on another, where they have to
 * be proved again every second.
 */
final class LoginBroker extends KafkaBroker {
  private final int certificatesPort = freePort();
  private final int passwordsPort = freePort();
  private Path keys;

  @Override
  String more(Path folder) throws Exception {
    keys = folder;
    TestKeys made = new TestKeys(folder);
    made.authority("ca");
    made.authority("other");
    made.key("broker", "ca");
    made.key("job", "ca");
    made.key("stranger", "other");
    String others =
        "CERTIFICATES://127.0.0.1:" + certificatesPort + ",PASSWORDS://127.0.0.1:" + passwordsPort;
    return listeners(others, "CERTIFICATES:SSL,PASSWORDS:SASL_SSL")
        + """
        sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256
        listener.name.users.sasl.enabled.mechanisms=PLAIN
        listener.name.passwords.sasl.enabled.mechanisms=SCRAM-SHA-256
        listener.name.passwords.scram-sha-256.sasl.jaas.config=\
          org.apache.kafka.common.security.scram.ScramLoginModule required;
        listener.name.passwords.scram-sha-256.connections.max.reauth.ms=1000
        listener.name.certificates.ssl.client.auth=required
        ssl.keystore.type=PEM
        ssl.keystore.location=%s
        ssl.truststore.type=PEM
        ssl.truststore.location=%s
        """
            .formatted(made.pemKey("broker", "broker.pem"), made.certificate("ca"));
  }

  String certificates() {
    return "127.0.0.1:" + certificatesPort;
  }

  String passwords() {
    return "127.0.0.1:" + passwordsPort;
  }

  /** What was made: {@code ca}, {@code job} and, of another authority, {@code stranger}. */
  TestKeys keys() {
    return new TestKeys(keys);
  }

  void setPassword(String user, String password) throws ExecutionException, InterruptedException {
    ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096);
    try (Admin admin = admin()) {
      admin
          .alterUserScramCredentials(
              List.of(new UserScramCredentialUpsertion(user, info, password)))
          .all()
          .get();
    }
  }
}
