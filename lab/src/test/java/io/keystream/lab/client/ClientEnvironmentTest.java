package io.keystream.lab.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.LabOptions;
import io.keystream.lab.config.Overrides;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.process.Command;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClientEnvironmentTest {
  private final Path root = Path.of("/it's/lab");
  private final ClientEnvironment environment =
      new ClientEnvironment(
          new LabOptions(Path.of("/src"), root, 21000, 1, Overrides.none()), new Folders(root));

  @Test
  void exportsSetEveryVariableInAShell() {
    String script = environment.exports(root.resolve("tickets/me")) + "env";

    assertThat(Command.of("bash", "-c", script).run().stdout().lines())
        .contains(
            "KEYSTREAM_LAB_DIR=/it's/lab",
            "KEYSTREAM_BOOTSTRAP_SERVERS=localhost:21040",
            "KRB5CCNAME=/it's/lab/tickets/me",
            "HADOOP_CONF_DIR=/it's/lab/conf/hadoop",
            "KEYSTREAM_JAR=/src/job/target/keystream-0.1.0.jar");
  }

  @Test
  void pathHoldsTheClientsOnceHoweverOftenItIsEvaluated() {
    String exports = environment.exports(root.resolve("tickets/me"));

    String path =
        Command.of("bash", "-c", "PATH=/usr/bin:/bin\n" + exports + exports + "echo $PATH")
            .run()
            .stdout();

    assertThat(path).isEqualTo("/it's/lab/bin:/it's/lab/spark/bin:/usr/bin:/bin\n");
  }
}
