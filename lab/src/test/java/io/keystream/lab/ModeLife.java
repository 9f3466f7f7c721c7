package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a job goes through, however it logs in to Kafka: rehearsed, deployed, upgraded, rolled back
 * and taken away. Each step returns what its playbook said.
 */
final class ModeLife {
  private final Lab lab;
  private final Gateway gateway;
  private final Plays plays;
  private String first;
  private String second;

  /**
   * Of a job that is not installed yet.
   *
   * @param options of each playbook
   */
  ModeLife(Lab lab, Gateway gateway, String... options) {
    this.lab = lab;
    this.gateway = gateway;
    this.plays = Plays.of(gateway, options);
  }

  /** On a fresh host all is looked at, and nothing changed. */
  String rehearse() {
    String told = plays.done("deploy", "--check");
    assertThat(told).contains("would submit release 0.1.0-");
    assertThat(gateway.folder()).doesNotExist();
    return told;
  }

  /** The rehearsal has looked at everything. */
  String deploy() {
    String told = plays.doneUnchecked("deploy");
    first = running().path("release").asText();
    return told;
  }

  /** A second time nothing is to be done. */
  String deployAgain() {
    String before = running().path("application_id").asText();
    String told = plays.doneUnchecked("deploy");
    assertThat(told).contains("changed=0");
    assertThat(running().path("application_id").asText()).isEqualTo(before);
    return told;
  }

  /** Makes a release that differs by a variable of the inventory, and runs that. */
  String upgrade(String variable, Object value) {
    gateway.with(variable, value);
    String told = plays.doneUnchecked("upgrade");
    second = running().path("release").asText();
    assertThat(second).isNotEqualTo(first);
    return told;
  }

  /** Runs the first release again. */
  String rollBack() {
    String told = plays.done("rollback");
    assertThat(told).contains("release " + first + ", in the place of " + second);
    assertThat(running().path("release").asText()).isEqualTo(first);
    return told;
  }

  /** Neither gateway nor HDFS keeps anything. */
  String uninstall() throws IOException, InterruptedException {
    Pipeline pipeline = gateway.pipeline();
    String told = plays.done("uninstall", "-e", "keystream_service_purge=" + pipeline.name());
    assertThat(gateway.folder()).doesNotExist();
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      for (String folder : List.of(pipeline.home(), pipeline.output())) {
        assertThat(fs.exists(new Path(folder))).as(folder).isFalse();
      }
    }
    return told;
  }

  private JsonNode running() {
    JsonNode status = gateway.status();
    assertThat(status.path("state").asText()).isEqualTo("RUNNING");
    return status;
  }
}
