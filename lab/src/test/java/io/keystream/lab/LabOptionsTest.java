package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabOptionsTest {

  @Test
  void defaultsAreBelowTheCheckout() {
    LabOptions options = LabOptions.from(Map.of("KEYSTREAM_CHECKOUT", "/src/keystream"));

    assertThat(options.directory()).isEqualTo(Path.of("/src/keystream/.lab"));
    assertThat(options.portBase()).isEqualTo(21000);
    assertThat(options.brokers()).isEqualTo(1);
  }

  @Test
  void environmentMovesFolderAndPorts() {
    LabOptions options =
        LabOptions.from(
            Map.of(
                "KEYSTREAM_CHECKOUT", "/src/keystream",
                "KEYSTREAM_LAB_DIR", "/elsewhere/lab",
                "KEYSTREAM_LAB_PORT_BASE", "31000"));

    assertThat(options.directory()).isEqualTo(Path.of("/elsewhere/lab"));
    assertThat(options.bootstrapServers()).isEqualTo("localhost:31040");
  }

  @Test
  void bootstrapServersNamesEveryBroker() {
    LabOptions options = LabOptions.from(Map.of("KEYSTREAM_CHECKOUT", "/src")).withBrokers(3);

    assertThat(options.bootstrapServers())
        .isEqualTo("localhost:21040,localhost:21042,localhost:21044");
  }

  @Test
  void portBaseThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> LabOptions.from(Map.of("KEYSTREAM_LAB_PORT_BASE", "many")))
        .isInstanceOf(LabException.class)
        .hasMessage("Invalid KEYSTREAM_LAB_PORT_BASE many: not a number");
  }

  @Test
  void folderWithBlanksIsRefused() {
    assertThatThrownBy(() -> LabOptions.from(Map.of("KEYSTREAM_LAB_DIR", "/my lab")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("Invalid lab folder /my lab")
        .hasMessageContaining("set KEYSTREAM_LAB_DIR");
  }

  @Test
  void storedOptionsAreReadBack(@TempDir Path folder) {
    LabOptions options =
        LabOptions.from(Map.of("KEYSTREAM_CHECKOUT", "/src"))
            .withDirectory(folder)
            .withPortBase(25000)
            .withBrokers(3)
            .with("kafka.delegation.token.expiry.time.ms", "90000");
    Path file = folder.resolve("lab.properties");

    options.store(file);

    assertThat(LabOptions.load(folder, file)).contains(options);
  }
}
