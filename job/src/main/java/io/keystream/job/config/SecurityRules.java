package io.keystream.job.config;

import java.util.List;
import java.util.Optional;

/** What must hold between the keys that say how the job logs in to a Kafka cluster. */
final class SecurityRules {
  private final Values values;
  private final List<Problem> problems;
  private final String section;

  /**
   * The rules for one cluster.
   *
   * @param section path of its section, with a dot at the end
   */
  SecurityRules(Values values, List<Problem> problems, String section) {
    this.values = values;
    this.problems = problems;
    this.section = section;
  }

  /** Each credential is named if, and only if, the job logs in with it. */
  void check() {
    Optional<KafkaAuth> auth = values.find(section + "auth").map(KafkaAuth.class::cast);
    if (auth.isEmpty()) {
      return;
    }
    checkOnly("keytab", KafkaAuth.KEYTAB, auth.get(), "add it");
    checkOnly("principal", KafkaAuth.KEYTAB, auth.get(), "add it");
    checkOnly("scram", KafkaAuth.SCRAM, auth.get(), "add it, with user and password-alias");
    checkOnly("keystore", KafkaAuth.MTLS, auth.get(), "add it, with location and password-alias");
    checkOnly(
        "allow-unauthenticated",
        KafkaAuth.NONE,
        auth.get(),
        "choose another auth, or add allow-unauthenticated: "
            + Unauthenticated.ANYONE_MAY_READ_AND_WRITE);
    checkEncryption(auth.get());
    checkSecrets();
  }

  private void checkOnly(String key, KafkaAuth mode, KafkaAuth auth, String remedy) {
    String path = section + key;
    boolean given = values.find(path).isPresent() || values.hasSection(path);
    if (auth == mode && !given && !isReported(path)) {
      problem(path, section + "auth", "a value, because of auth: " + mode, "no such key", remedy);
    } else if (auth != mode && given) {
      problem(
          path,
          path,
          "no such key with auth: " + auth,
          values.text(path).map(text -> "\"" + text + "\"").orElse("a section"),
          "remove it, or set auth: " + mode);
    }
  }

  private void checkEncryption(KafkaAuth auth) {
    String encryption = section + "encryption";
    String truststore = section + "truststore";
    boolean given = values.hasSection(truststore);
    if (values.is(encryption, Encryption.NONE) && auth != KafkaAuth.NONE) {
      problem(
          encryption,
          encryption,
          "tls, because of auth: " + auth,
          "\"none\"",
          "remove it: what proves who the job is does not go over the wire in plain text");
    } else if (values.is(encryption, Encryption.NONE) && given) {
      problem(
          truststore,
          truststore,
          "no such key with encryption: none",
          "a section",
          "remove it, or set encryption: tls");
    }
    if (values.is(encryption, Encryption.TLS) && !given) {
      problem(
          truststore,
          encryption,
          "a section, because of encryption: tls",
          "no such key",
          "add truststore: with location");
    }
  }

  private void checkSecrets() {
    if (values.hasSection(section + "scram")) {
      new SecretRules(values, problems, section + "scram").require("auth: scram");
    }
    String keystore = section + "keystore";
    if (values.hasSection(keystore)) {
      SecretRules password = new SecretRules(values, problems, keystore);
      Optional<Object> type = values.find(keystore + ".type");
      if (type.isEmpty() || type.get() == TruststoreType.PEM) {
        password.check();
      } else {
        password.require("type: " + type.get());
      }
    }
  }

  private boolean isReported(String path) {
    return problems.stream().anyMatch(problem -> problem.path().startsWith(path));
  }

  private void problem(String path, String lineOf, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(lineOf), wanted, found, remedy));
  }
}
