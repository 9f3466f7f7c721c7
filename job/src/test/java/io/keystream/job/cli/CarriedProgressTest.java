package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.PipelineYaml;
import org.junit.jupiter.api.Test;

class CarriedProgressTest {
  private final PipelineYaml before = PipelineYaml.minimal();

  @Test
  void aPipelineThatStaysCarriesAll() {
    CarriedProgress carried = to(before);

    assertThat(carried.refusals()).isEmpty();
    assertThat(carried.notes()).isEmpty();
  }

  @Test
  void anotherHomeLeavesTheLedgerBehind() {
    CarriedProgress carried = to(before.replace("/user/k/logs", "/user/k/other"));

    assertThat(carried.refusals())
        .singleElement()
        .asString()
        .startsWith("home is /user/k/other, the ledger is in /user/k/logs: positions and totals")
        .contains("keystream backup, and keystream restore");
  }

  @Test
  void anotherNameIsAnotherJob() {
    CarriedProgress carried = to(before.replace("name: logs", "name: access"));

    assertThat(carried.refusals())
        .singleElement()
        .asString()
        .startsWith("name is access, that of the running job is logs: ");
  }

  @Test
  void namedSourcesBeginAnewWhereTheOnlyOneWas() {
    String sources =
        """
        sources:
          web:
            kafka:
              bootstrap-servers: [b1:9093]
              topics: [access]
              security:
                truststore:
                  location: ca.pem
        parse:
        """;
    String named = before.text().replaceFirst("(?s)source:\n.*parse:\n", sources);

    CarriedProgress carried =
        CarriedProgress.of(before.config(), PipelineConfig.parse(named, "test"));

    assertThat(carried.refusals())
        .containsExactly(
            "sources are web, positions are of (source): every source would begin at its own"
                + " start. Keep the name of one that goes on");
  }

  @Test
  void otherBrokersTopicsAndFoldersAreTold() {
    CarriedProgress carried =
        to(
            before
                .replace("[b1:9093]", "[b9:9093]")
                .replace("[access]", "[access, more]")
                .replace("/data/logs", "/data/other")
                .section("dead-letters", "path: /data/dead"));

    assertThat(carried.refusals()).isEmpty();
    assertThat(carried.notes())
        .containsExactly(
            "source (source) has other bootstrap-servers: they have to be of the same cluster."
                + " Topics of another one have other ids, which on-data-loss decides about",
            "source (source) has other topics: a new one is read from its beginning, one that is"
                + " gone keeps its position",
            "output files goes to /data/other; rows until now stay in /data/logs",
            "dead letters go to /data/dead; those until now stay in /user/k/logs/dead-letters");
  }

  @Test
  void anotherFormatOfTheSameFolderIsTold() {
    assertThat(to(before.files("format: json")).notes())
        .containsExactly("output files has files of another format beside those until now");
  }

  private CarriedProgress to(PipelineYaml after) {
    return CarriedProgress.of(before.config(), after.config());
  }
}
