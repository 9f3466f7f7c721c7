package io.keystream.job.hive;

import static org.awaitility.Awaitility.await;

import io.keystream.job.config.HiveTableConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.api.FieldSchema;
import org.apache.hadoop.hive.metastore.api.Partition;
import org.apache.hadoop.hive.metastore.api.SerDeInfo;
import org.apache.hadoop.hive.metastore.api.StorageDescriptor;
import org.apache.hadoop.hive.metastore.api.Table;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A metastore of Hive in a process of its own for all tests of a class, without Kerberos. */
final class MetastoreServer implements BeforeAllCallback, AfterAllCallback {
  private static final Duration START = Duration.ofMinutes(4);

  private final int port = freePort();
  private Path folder;
  private Process process;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    folder = Files.createTempDirectory("hive-metastore");
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Starts it, also again, and returns when it serves. */
  void start() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + folder,
            "-Dderby.stream.error.file=" + folder.resolve("derby.log"),
            "-Djavax.jdo.option.ConnectionURL=jdbc:derby:;databaseName="
                + folder.resolve("database")
                + ";create=true",
            "-Ddatanucleus.schema.autoCreateAll=true",
            "-Ddatanucleus.connectionPoolingType=NONE",
            "-Dhive.metastore.schema.verification=false",
            "-Dhive.metastore.warehouse.dir=" + folder.resolve("warehouse"),
            "-Dhive.metastore.expression.proxy=" + NoExpressions.class.getName(),
            "-Dhive.metastore.server.min.threads=2",
            "-cp",
            System.getProperty("java.class.path"),
            "org.apache.hadoop.hive.metastore.HiveMetaStore",
            "-p",
            Integer.toString(port));
    process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    await("the metastore")
        .atMost(START)
        .ignoreExceptions()
        .failFast("it ended, see " + folder.resolve("log"), () -> !process.isAlive())
        .until(this::serves);
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Where clients find a table in it. */
  HiveTableConfig table(String table) {
    return new HiveTableConfig(table, List.of("thrift://localhost:" + port), Optional.empty());
  }

  Metastore metastore(String table) {
    return new Metastore(table(table), new Configuration());
  }

  /** Makes a table as the printed statement does. */
  void create(String name, HiveLayout layout, String location) throws MetastoreException {
    Table table = table(name, layout, location);
    metastore(name)
        .ask(
            client -> {
              client.createTable(table);
              return null;
            });
  }

  /** The same, still to be made. */
  Table table(String name, HiveLayout layout, String location) {
    HiveFormat format = HiveFormat.of(layout.format());
    StorageDescriptor storage = new StorageDescriptor();
    storage.setCols(fields(layout.fileColumns()));
    storage.setLocation(location);
    storage.setInputFormat(format.inputFormat());
    storage.setOutputFormat("org.apache.hadoop.mapred.TextOutputFormat");
    storage.setSerdeInfo(new SerDeInfo("", format.serdes().get(0), new HashMap<>()));
    Table table = new Table();
    table.setDbName(table(name).database());
    table.setTableName(table(name).name());
    table.setTableType("EXTERNAL_TABLE");
    table.setParameters(new HashMap<>(Map.of("EXTERNAL", "TRUE")));
    table.setSd(storage);
    table.setPartitionKeys(fields(layout.folderColumns()));
    return table;
  }

  /** The partitions of a table. */
  List<Partition> partitions(String name) throws MetastoreException {
    HiveTableConfig table = table(name);
    return metastore(name)
        .ask(client -> client.listPartitions(table.database(), table.name(), (short) -1));
  }

  private static List<FieldSchema> fields(List<HiveColumn> columns) {
    return new ArrayList<>(
        columns.stream()
            .map(column -> new FieldSchema(column.name(), column.type(), null))
            .toList());
  }

  private boolean serves() throws IOException, MetastoreException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
    }
    return metastore("default.any").ask(client -> client.getAllDatabases()).contains("default");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
