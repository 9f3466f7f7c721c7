package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keystream.security.secrets.SecretSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way to log in to Kafka, with what belongs to it and nothing else. */
class SecurityProblemsTest {
  private static final String SECTION = "source.kafka.security.";

  @Test
  void scramIsAUserAndThePlaceOfAPassword() {
    ScramConfig scram =
        config(
                "auth: scram",
                "scram:",
                "  user: loader",
                "  password-alias: kafka.password",
                "  credential-provider: jceks://hdfs/user/k/secrets.jceks")
            .scram()
            .orElseThrow();

    assertThat(scram.user()).isEqualTo("loader");
    assertThat(scram.mechanism()).isEqualTo(ScramMechanism.SHA_512);
    assertThat(scram.password())
        .isEqualTo(
            new SecretSource(null, "kafka.password", "jceks://hdfs/user/k/secrets.jceks", null));
  }

  @Test
  void mtlsIsAKeyStoreWhosePemFileNeedsNoPassword() {
    assertThat(config("auth: mtls", "keystore: {location: job.pem}").keystore())
        .hasValueSatisfying(
            keystore -> {
              assertThat(keystore.type()).isEqualTo(TruststoreType.PEM);
              assertThat(keystore.password()).isEqualTo(SecretSource.NONE);
            });
    assertThat(
            config("auth: mtls", "keystore: {location: job.p12, password-variable: KEY}")
                .keystore()
                .orElseThrow()
                .password())
        .hasToString("password-variable KEY");
  }

  @Test
  void variablesWithPasswordsAreFoundWhereverTheyAre() {
    PipelineConfig config =
        PipelineYaml.minimal()
            .replace(
                "truststore:\n        location: ca.pem",
                "{auth: mtls, truststore: {location: ca.pem},"
                    + " keystore: {location: job.p12, password-variable: KEY}}")
            .section(
                "dead-letters",
                "kafka:",
                "  topic: letters",
                "  cluster:",
                "    bootstrap-servers: [b1:9093]",
                "    security: {auth: scram, truststore: {location: ca.pem},"
                    + " scram: {user: u, password-variable: USER}}")
            .config();

    assertThat(config.passwordVariables()).containsExactly("USER", "KEY");
    assertThat(PipelineYaml.minimal().config().passwordVariables()).isEmpty();
  }

  @Test
  void noneIsSaidInPlainWords() {
    assertThat(
            config("auth: none", "allow-unauthenticated: anyone-may-read-and-write").encryption())
        .isEqualTo(Encryption.TLS);
    KafkaSecurityConfig plain =
        PipelineYaml.minimal()
            .replace(
                "truststore:\n        location: ca.pem",
                "{auth: none, encryption: none,"
                    + " allow-unauthenticated: anyone-may-read-and-write}")
            .config()
            .source()
            .orElseThrow()
            .kafka()
            .orElseThrow()
            .security();
    assertThat(plain.truststore()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auth: scram | scram | no such key | add it, with user and password-alias",
        "auth: mtls | keystore | no such key | add it, with location and password-alias",
        "auth: none | allow-unauthenticated | no such key | choose another auth, or add"
            + " allow-unauthenticated: anyone-may-read-and-write",
        "auth: mtls;keystore: {location: k.p12} | keystore.password-alias | none of them | add one:"
            + " it says where the password is",
        "auth: scram;scram: {user: u} | scram.password-alias | none of them | add one: it says where"
            + " the password is",
        "auth: scram;scram: {user: u, password-file: f, password-variable: V} |"
            + " scram.password-variable | password-file beside it | remove one of the two",
        "keystore: {location: k.pem} | keystore | a section | remove it, or set auth: mtls",
        "scram: {user: u, password-file: f} | scram | a section | remove it, or set auth: scram",
        "allow-unauthenticated: anyone-may-read-and-write | allow-unauthenticated |"
            + " \"anyone-may-read-and-write\" | remove it, or set auth: none",
        "encryption: none | encryption | \"none\" | remove it: what proves who the job is does not"
            + " go over the wire in plain text"
      })
  void aMistakeIsFound(String lines, String path, String found, String remedy) {
    Problem problem = Problems.only(yaml(lines.split(";")).text());

    assertThat(problem.path()).isEqualTo(SECTION + path);
    assertThat(problem.found()).isEqualTo(found);
    assertThat(problem.remedy()).isEqualTo(remedy);
    assertThat(problem.line()).isGreaterThan(6);
  }

  @Test
  void withTlsThereIsATruststore() {
    String yaml =
        PipelineYaml.minimal().replace("truststore:\n        location: ca.pem", "{}").text();

    assertThat(Problems.of(yaml))
        .extracting(Problem::path, Problem::wanted, Problem::found)
        .containsExactly(
            tuple(SECTION + "truststore", "a section, because of encryption: tls", "no such key"));
  }

  @Test
  void aPasswordItselfHasNoKey() {
    assertThat(Problems.of(yaml("auth: scram", "scram: {user: u, password: s3cret}").text()))
        .extracting(Problem::path)
        .contains(SECTION + "scram.password");
  }

  private static KafkaSecurityConfig config(String... lines) {
    return yaml(lines).config().source().orElseThrow().kafka().orElseThrow().security();
  }

  private static PipelineYaml yaml(String... lines) {
    return PipelineYaml.minimal()
        .replace(
            "truststore:\n        location: ca.pem",
            "truststore:\n        location: ca.pem\n      " + String.join("\n      ", lines));
  }
}
