package io.keystream.job.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class FilesOfContainerTest {
  private static final String LINK = "job.keytab-0f8fad5b-d9cb-469f-a165-70867728950e";

  private static final ClusterLogin LOGIN = (cluster, place) -> Map.of();

  @Test
  void theKeytabOfTheDriverIsKnownByItsNameOnTheGateway() {
    assertThat(FilesOfContainer.of(pipeline(""), settings(), LOGIN))
        .containsExactly(
            new ReplaceableFile("job.keytab", Path.of(LINK), new KeytabKind("job@REALM"), false));
  }

  @Test
  void theCopyOfTheExecutorsIsAnother() {
    PipelineConfig pipeline =
        pipeline("auth: keytab\n      keytab: kafka.keytab\n      principal: kafka@REALM\n      ");

    assertThat(FilesOfContainer.of(pipeline, settings(), LOGIN))
        .contains(
            new ReplaceableFile(
                "kafka.keytab", Path.of("kafka.keytab"), new KeytabKind("kafka@REALM"), true));
  }

  @Test
  void storesAndPasswordsThatAreShippedCanBeReplaced() {
    PipelineConfig pipeline =
        PipelineConfig.parse(
            PipelineYaml.minimal()
                .replace(
                    "truststore:",
                    """
                    auth: mtls
                          keystore:
                            location: job.p12
                            password-file: job.password
                          truststore:""")
                .text(),
            "pipeline.yaml");

    assertThat(FilesOfContainer.of(pipeline, new SparkConf(false), LOGIN))
        .extracting(ReplaceableFile::name, ReplaceableFile::onExecutors)
        .containsExactly(
            tuple("ca.pem", true), tuple("job.p12", true), tuple("job.password", true));
  }

  @Test
  void whatIsAPathOnEveryHostIsNoCopy() {
    PipelineConfig pipeline =
        pipeline(
            "auth: scram\n      scram:\n        user: u\n        password-file: /etc/p\n      ");

    assertThat(FilesOfContainer.of(pipeline, new SparkConf(false), LOGIN))
        .extracting(ReplaceableFile::name)
        .containsExactly("ca.pem");
  }

  @Test
  void withoutAKeytabThereIsNothing() {
    assertThat(FilesOfContainer.of(pipeline(""), new SparkConf(false), LOGIN)).isEmpty();
  }

  @Test
  void aNameWithoutUuidStaysAsItIs() {
    assertThat(FilesOfContainer.nameOnGateway("job.keytab")).isEqualTo("job.keytab");
  }

  private static SparkConf settings() {
    return new SparkConf(false)
        .set("spark.kerberos.keytab", LINK)
        .set("spark.kerberos.principal", "job@REALM");
  }

  private static PipelineConfig pipeline(String login) {
    return PipelineConfig.parse(
        PipelineYaml.minimal().replace("truststore:", login + "truststore:").text(),
        "pipeline.yaml");
  }
}
