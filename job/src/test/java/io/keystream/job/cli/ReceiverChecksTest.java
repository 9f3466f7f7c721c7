package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.PipelineYaml;
import io.keystream.job.received.TestKeys;
import io.keystream.security.preflight.Finding;
import io.keystream.security.preflight.Preflight;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverChecksTest {
  private static final String PEM = "receiver.pem";

  @TempDir private Path temporary;
  private Path folder;
  private TestKeys keys;

  @BeforeEach
  void makeRelease() throws Exception {
    folder = Releases.complete(temporary.resolve("release"));
    keys = new TestKeys(temporary);
    keys.authority("authority");
    keys.key("receiver", "authority");
  }

  @Test
  void withoutReceiversNothingIsChecked() throws Exception {
    Release release = Release.load(folder);

    assertThat(ReceiverChecks.cores(release)).isEmpty();
    assertThat(ReceiverChecks.keys(release, new Configuration())).isEmpty();
  }

  @Test
  void receiversLeaveACoreForBatches() throws Exception {
    pipeline(2, "keystore: " + PEM);
    assertThat(cores())
        .isEqualTo(
            "error false spark.executor.instances (2) times spark.executor.cores (1) is 2, wanted"
                + " more than the 2 receivers of the pipeline, each of which takes a core for good:"
                + " batches would never run. Raise one of the two in spark.conf, or lower"
                + " receivers.");

    Releases.append(folder, "spark.conf", "spark.executor.cores=2\n");
    assertThat(cores()).isEqualTo("error true enough cores");
  }

  @Test
  void keysThatAreShippedAreOpenedOnce() throws Exception {
    pipeline(2, "keystore: " + PEM);
    Releases.append(
        folder, "submit.properties", "files=" + keys.pemKey("receiver", PEM).toString() + "\n");

    assertThat(keyFindings()).isEqualTo("error true opened");
  }

  @Test
  void aFileThatIsNotShippedIsNamed() throws Exception {
    pipeline(1, "keystore: " + PEM);

    assertThat(keyFindings())
        .isEqualTo("error false NoSuchFileException: " + folder.resolve(PEM).toString());
  }

  @Test
  void aFileWithoutAKeyIsRefused() throws Exception {
    pipeline(1, "keystore: " + PEM);
    Files.copy(keys.certificate("receiver"), folder.resolve(PEM));

    assertThat(keyFindings())
        .isEqualTo(
            "error false IOException: Key store "
                + folder.resolve(PEM)
                + " holds no unencrypted PRIVATE KEY (PKCS 8); wanted a key and its certificate"
                + " chain");
  }

  @Test
  void aPathOfTheReceiversHostsIsOnlyTold() throws Exception {
    pipeline(1, "keystore: /missing/receiver.pem");

    assertThat(keyFindings()).isEqualTo("warning false not on this host, so it was not opened");
  }

  @Test
  void thePasswordIsThatOfTheProviderThatExecutorsAsk() throws Exception {
    String store = keys.store("receiver").toString();
    pipeline(1, "keystore: " + store, "keystore-password-alias: receiver-key");
    assertThat(keyFindings())
        .startsWith("error false IOException: No password receiver-key")
        .doesNotContain(TestKeys.PASSWORD);

    String provider = "localjceks://file" + temporary.resolve("keys.jceks");
    Releases.append(
        folder,
        "spark.conf",
        "spark.hadoop."
            + CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH
            + "="
            + provider
            + "\n");
    put(provider, "wrong");
    assertThat(keyFindings()).startsWith("error false ").contains("password was incorrect");

    put(provider, TestKeys.PASSWORD);
    assertThat(keyFindings()).isEqualTo("error true opened");
  }

  private void pipeline(int receivers, String... tls) throws Exception {
    String source =
        "tcp:\n  port: 7600\n  receivers: "
            + receivers
            + "\n  tls:\n"
            + String.join("\n", tls).indent(4);
    Files.writeString(
        folder.resolve("pipeline.yaml"), PipelineYaml.minimal().section("source", source).text());
  }

  private static void put(String providerPath, String password) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, providerPath);
    CredentialProvider provider = CredentialProviderFactory.getProviders(configuration).get(0);
    if (provider.getCredentialEntry("receiver-key") != null) {
      provider.deleteCredentialEntry("receiver-key");
    }
    provider.createCredentialEntry("receiver-key", password.toCharArray());
    provider.flush();
  }

  private String cores() throws Exception {
    return told(Preflight.run(ReceiverChecks.cores(Release.load(folder))));
  }

  private String keyFindings() throws Exception {
    return told(Preflight.run(ReceiverChecks.keys(Release.load(folder), new Configuration(false))));
  }

  private static String told(Preflight report) {
    assertThat(report.checks()).hasSize(1);
    Finding finding = report.checks().get(0);
    return finding.severity() + " " + finding.ok() + " " + finding.found();
  }
}
