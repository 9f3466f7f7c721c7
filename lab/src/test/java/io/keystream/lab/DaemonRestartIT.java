package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keystream.lab.process.Command;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Daemons that die come back on the data they left. */
@ExtendWith(LabExtension.class)
@Isolated("kills daemons")
class DaemonRestartIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kdc",
        "kadmin",
        "namenode",
        "datanode",
        "resourcemanager",
        "nodemanager",
        "kafka"
      })
  void killedDaemonServesAgainAfterStart(String daemon, Lab lab) {
    long before = lab.pid(daemon).orElseThrow();

    lab.kill(daemon);
    await().atMost(Duration.ofSeconds(10)).until(() -> lab.pid(daemon).isEmpty());
    lab.start(daemon);

    assertThat(lab.pid(daemon)).isPresent();
    assertThat(lab.pid(daemon).orElseThrow()).isNotEqualTo(before);
  }

  @Test
  void secondStartOfTheLabRepairsWhatIsMissing(Lab lab) {
    long kafka = lab.pid("kafka").orElseThrow();
    lab.kill("datanode");
    await().atMost(Duration.ofSeconds(10)).until(() -> lab.pid("datanode").isEmpty());

    Lab.startWith(lab.options());

    assertThat(lab.pid("datanode")).isPresent();
    assertThat(lab.pid("kafka")).hasValue(kafka);
    assertThat(lab.run(Command.of("hdfs", "dfs", "-ls", "/data")).succeeded()).isTrue();
  }

  @Test
  void labIsNotStartedOverOneWithOtherOptions(Lab lab) {
    LabOptions other = lab.options().with("kafka.delegation.token.expiry.time.ms", "90000");

    assertThatThrownBy(() -> Lab.startWith(other))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("runs with other options; ./kit lab down first");
  }

  @Test
  void unknownDaemonIsNamedWithThoseThereAre(Lab lab) {
    assertThatThrownBy(() -> lab.kill("zookeeper"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("No daemon is called zookeeper")
        .hasMessageContaining("namenode");
  }
}
