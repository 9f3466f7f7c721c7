package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keystream.lab.audit.Audit;
import io.keystream.lab.gateway.CommitWatch;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.identity.CertificateAuthority;
import io.keystream.lab.layout.Port;
import io.keystream.lab.process.CommandResult;
import io.keystream.lab.traffic.TrafficProducer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs at once: one has a user and a password, the other a certificate; neither has tokens. */
@ExtendWith(LabExtension.class)
class AuthModesIT {
  private static final long SEED = 11;
  private static final long ENOUGH = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String USER = "scram-user";
  private static final String CLIENT = "mtls-client";
  private static final String STRANGER = "mtls-stranger";
  private static final String ALIAS = "auth-modes.password";
  private static final String PROVIDER = "jceks://hdfs/user/keystream/auth-modes-it.jceks";
  private static final String FIRST = UUID.randomUUID().toString();
  private static final String SECOND = UUID.randomUUID().toString();
  private static final String STORE_PASSWORD = UUID.randomUUID().toString();

  private final Pipeline scram = Pipeline.of("scram-mode", "1s");
  private final Pipeline mtls = Pipeline.of("mtls-mode", "1s");
  private final Pipeline nobody = Pipeline.of("none-mode", "1s");
  @TempDir private Path folder;

  @Test
  void recordsArriveOnceAndWhoHasNoValidProofIsRefused(Lab lab)
      throws IOException, InterruptedException {
    prepare(lab);
    refuse(lab);

    putPassword(lab, FIRST);
    Gateway byPassword = new Gateway(lab, scram).withSource("security", scramSecurity(lab));
    Gateway byCertificate =
        certificates(lab, mtls, mtlsSecurity(lab, CLIENT))
            .with("keystream_secret_files", secretFiles(lab, CLIENT));
    CommitWatch scramWatch = CommitWatch.of(lab, scram);
    CommitWatch mtlsWatch = CommitWatch.of(lab, mtls);
    try (TrafficProducer toScram = traffic(lab, scram);
        TrafficProducer toMtls = traffic(lab, mtls)) {
      Parallel.run(() -> byPassword.require("deploy"), () -> byCertificate.require("deploy"));
      awaitMore(scramWatch, ENOUGH);
      awaitMore(mtlsWatch, ENOUGH);
      assertThat(toMtls.count()).as("acknowledged").isGreaterThan(ENOUGH);
      changePassword(lab, scramWatch, toScram);
    }
    Parallel.run(() -> byPassword.require("stop"), () -> byCertificate.require("stop"));

    for (Pipeline pipeline : List.of(scram, mtls)) {
      Audit audit = pipeline.audit(lab);
      assertThat(audit.duplicated()).as(pipeline.name()).isEmpty();
      assertThat(audit.altered()).as(pipeline.name()).isEmpty();
      assertThat(audit.recordsOut()).as(pipeline.name()).isGreaterThan(ENOUGH * 9 / 10);
    }
  }

  private void prepare(Lab lab) throws IOException {
    lab.kafka(LabUser.ADMIN).setPassword(USER, FIRST);
    CertificateAuthority authority = new CertificateAuthority(lab.folders());
    authority.client(CLIENT, "ca", STORE_PASSWORD);
    authority.client(STRANGER, "other-ca", STORE_PASSWORD);
    Files.writeString(folder.resolve("store.password"), STORE_PASSWORD);
    for (Pipeline pipeline : List.of(scram, mtls, nobody)) {
      lab.createTopic(pipeline.topic(), 2);
    }
    lab.kafka(LabUser.ADMIN).allowReading("User:" + USER, scram.topic(), scram.name());
    lab.kafka(LabUser.ADMIN).allowReading("User:" + CLIENT, mtls.topic(), mtls.name());
  }

  /** A wrong password, a certificate of another authority, and none at all. */
  private void refuse(Lab lab) throws IOException, InterruptedException {
    putPassword(lab, SECOND);
    Gateway wrongPassword = new Gateway(lab, scram).withSource("security", scramSecurity(lab));
    Gateway stranger =
        certificates(lab, mtls, mtlsSecurity(lab, STRANGER))
            .with("keystream_secret_files", secretFiles(lab, STRANGER));
    Gateway none =
        certificates(
            lab,
            nobody,
            Map.of(
                "auth", "none",
                "allow-unauthenticated", "anyone-may-read-and-write",
                "truststore", truststore(lab)));
    AtomicReference<CommandResult> first = new AtomicReference<>();
    AtomicReference<CommandResult> second = new AtomicReference<>();
    AtomicReference<CommandResult> third = new AtomicReference<>();
    Parallel.run(
        () -> first.set(wrongPassword.playbook("preflight")),
        () -> second.set(stranger.playbook("preflight")),
        () -> third.set(none.playbook("preflight")));

    refused(first.get())
        .contains("kafka-login: looked at user " + USER + " with password-alias " + ALIAS)
        .contains(PROVIDER)
        .contains("invalid credentials with SASL mechanism SCRAM-SHA-256")
        .doesNotContain(SECOND);
    refused(second.get())
        .contains("kafka-login: looked at the certificate in ")
        .contains(STRANGER + ".p12")
        .contains("Received fatal alert: bad_certificate")
        .doesNotContain(STORE_PASSWORD);
    refused(third.get())
        .contains("kafka-login: looked at nobody in particular (auth: none)")
        .contains("Received fatal alert: bad_certificate");
  }

  private static AbstractStringAssert<?> refused(CommandResult result) {
    assertThat(result.succeeded()).as(result.output()).isFalse();
    return assertThat(result.output());
  }

  /** The brokers ask for it every ten seconds: the job waits until it is in its place. */
  private static void changePassword(Lab lab, CommitWatch watch, TrafficProducer traffic)
      throws IOException, InterruptedException {
    long epoch = watch.last().orElseThrow().epoch();
    lab.kafka(LabUser.ADMIN).setPassword(USER, SECOND);
    putPassword(lab, SECOND);
    long sent = traffic.count();
    awaitMore(watch, sent + 20 * 100);
    assertThat(watch.last().orElseThrow().epoch()).as("the same driver").isEqualTo(epoch);
  }

  private static void awaitMore(CommitWatch watch, long records) {
    await("commits of " + records + " records")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> watch.last().filter(e -> e.totals().read() > records).isPresent());
  }

  private static TrafficProducer traffic(Lab lab, Pipeline pipeline) {
    return TrafficProducer.start(lab.kafka(LabUser.ADMIN), pipeline.topic(), 100, SEED);
  }

  private static Gateway certificates(Lab lab, Pipeline pipeline, Map<String, Object> security) {
    int port = Port.KAFKA_CERTIFICATES.ofBroker(lab.options().portBase(), 1);
    return new Gateway(lab, pipeline)
        .withSource("bootstrap-servers", List.of("localhost:" + port))
        .withSource("security", security);
  }

  private static Map<String, Object> scramSecurity(Lab lab) {
    return Map.of(
        "auth",
        "scram",
        "truststore",
        truststore(lab),
        "scram",
        Map.of(
            "user",
            USER,
            "mechanism",
            "SCRAM-SHA-256",
            "password-alias",
            ALIAS,
            "credential-provider",
            PROVIDER));
  }

  private static Map<String, Object> mtlsSecurity(Lab lab, String client) {
    return Map.of(
        "auth",
        "mtls",
        "truststore",
        truststore(lab),
        "keystore",
        Map.of("location", client + ".p12", "password-file", "store.password"));
  }

  private List<String> secretFiles(Lab lab, String client) {
    return List.of(
        lab.folders().tls().resolve(client + ".p12").toString(),
        folder.resolve("store.password").toString());
  }

  private static Map<String, Object> truststore(Lab lab) {
    return Map.of("location", lab.folders().truststore().toString());
  }

  /** As {@code hadoop credential create} does. */
  private static void putPassword(Lab lab, String password)
      throws IOException, InterruptedException {
    Configuration configuration = lab.hadoop(LabUser.KEYSTREAM).configuration();
    configuration.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, PROVIDER);
    lab.hadoop(LabUser.KEYSTREAM)
        .run(
            () -> {
              CredentialProvider provider =
                  CredentialProviderFactory.getProviders(configuration).get(0);
              if (provider.getCredentialEntry(ALIAS) != null) {
                provider.deleteCredentialEntry(ALIAS);
              }
              provider.createCredentialEntry(ALIAS, password.toCharArray());
              provider.flush();
              return null;
            });
  }
}
