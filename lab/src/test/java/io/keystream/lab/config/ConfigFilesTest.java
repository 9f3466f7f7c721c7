package io.keystream.lab.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.LabOptions;
import io.keystream.lab.layout.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFilesTest {
  private final Passwords passwords = new Passwords("key-pass", "trust-pass", "token", "http");

  @TempDir private Path root;
  private Folders folders;

  @BeforeEach
  void writeForThreeBrokers() {
    LabOptions options =
        new LabOptions(root, root, 25000, 3, Overrides.none())
            .with("kafka.delegation.token.expiry.time.ms", "90000")
            .with("hdfs.dfs.replication", "2");
    folders = new Folders(root);
    new ConfigFiles(options, folders, passwords).write();
  }

  @Test
  void clientsFindTheNameNode() throws IOException {
    assertThat(folders.clientConf().resolve("core-site.xml"))
        .content()
        .contains("hdfs://localhost:25010", "<value>privacy</value>", "<value>kerberos</value>");
  }

  @Test
  void overridesReachClientsAndDaemons() {
    for (Path conf : List.of(folders.clientConf(), folders.serverConf())) {
      assertThat(conf.resolve("hdfs-site.xml"))
          .content()
          .contains("<name>dfs.replication</name>\n    <value>2</value>");
    }
  }

  @Test
  void eachBrokerHasItsOwnPortsAndKnowsAllVoters() {
    assertThat(folders.kafkaConf().resolve("server-3.properties"))
        .content()
        .contains(
            "node.id=3",
            "advertised.listeners=CLIENT://localhost:25044,CERTIFICATES://localhost:25074",
            "controller.quorum.voters=1@localhost:25041,2@localhost:25043,3@localhost:25045",
            "offsets.topic.replication.factor=3",
            "delegation.token.expiry.time.ms=90000");
  }

  @Test
  void clientsGetNoSecret() throws IOException {
    try (Stream<Path> files = Files.walk(folders.clientConf())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(file).content().doesNotContain("key-pass", "http-signature");
      }
    }
  }

  @Test
  void secretsAreClosedToOthers() throws IOException {
    assertThat(Files.getPosixFilePermissions(folders.serverConf())).hasSize(3);
    assertThat(Files.getPosixFilePermissions(folders.kafkaConf().resolve("server-1.properties")))
        .hasSize(2);
  }

  @Test
  void dynamicAllocationIsOnAsOnCdp() {
    assertThat(folders.sparkHome().resolve("conf/spark-defaults.conf"))
        .content()
        .contains("spark.dynamicAllocation.enabled true");
  }
}
