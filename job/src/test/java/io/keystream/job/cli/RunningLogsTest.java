package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerReport;
import org.apache.hadoop.yarn.api.records.ContainerState;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RunningLogsTest {
  private static final String CONTAINER = "container_e17_1769860000000_0003_01_000001";
  private static final String FOLDER = "logs/worker1_8041/" + CONTAINER;
  private static final String LIST = "/containers/" + CONTAINER + "/logs";
  private static final String FILES = "/containerlogs/" + CONTAINER + "/";

  @RegisterExtension private final FakeNodeManager node = new FakeNodeManager();

  @TempDir private Path folder;

  @Test
  void theEndOfEachFileIsAdded() throws Exception {
    node.put(
        LIST,
        """
        {"containerLogsInfo":[
          {"containerLogInfo":[
             {"fileName":"keystream.log","fileSize":"70000","lastModifiedTime":"now"},
             {"fileName":"a b","fileSize":"9","lastModifiedTime":"now"}],
           "logAggregationType":"LOCAL","containerId":"c","nodeId":"worker1:8041"},
          {"containerLogInfo":{"fileName":"keystream-1.log","fileSize":"9"},
           "logAggregationType":"AGGREGATED","containerId":"c","nodeId":"worker1:8041"}]}
        """);
    node.put(FILES + "keystream.log?size=-500", "Committed entry 7\ndb.password=hunter2\n");
    node.put(FILES + "a%20b?size=-500", "prelaunch");

    try (SupportArchive archive = bundle(node.address())) {
      assertThat(archive.problems()).isEmpty();
      assertThat(archive.names()).containsExactly(FOLDER + "/keystream.log", FOLDER + "/a b");
    }
    assertThat(ZipTexts.read(folder.resolve("bundle.zip"), FOLDER + "/keystream.log"))
        .isEqualTo("Committed entry 7\ndb.password=***\n");
  }

  @Test
  void aListOfOneFileIsAnObject() throws Exception {
    node.put(
        LIST,
        """
        {"containerLogsInfo":{"containerLogInfo":{"fileName":"stderr","fileSize":"4"},
          "logAggregationType":"LOCAL"}}
        """);
    node.put(FILES + "stderr?size=-500", "said");

    try (SupportArchive archive = bundle("http://" + node.address())) {
      assertThat(archive.problems()).isEmpty();
      assertThat(archive.names()).containsExactly(FOLDER + "/stderr");
    }
  }

  @Test
  void aFileThatCannotBeReadIsNamedBesideTheOthers() throws Exception {
    node.put(
        LIST,
        """
        {"containerLogsInfo":{"logAggregationType":"LOCAL",
          "containerLogInfo":[{"fileName":"gone.log"},{"fileName":"stdout"}]}}
        """);
    node.put(FILES + "stdout?size=-500", "said");

    try (SupportArchive archive = bundle(node.address())) {
      assertThat(archive.names()).containsExactly(FOLDER + "/stdout");
      assertThat(archive.problems())
          .singleElement()
          .asString()
          .startsWith(FOLDER + "/gone.log: java.io.FileNotFoundException: http://");
    }
  }

  @Test
  void aNodeThatDoesNotAnswerIsNamed() throws Exception {
    String address = node.address();
    node.afterEach(null);

    try (SupportArchive archive = bundle(address)) {
      assertThat(archive.problems())
          .singleElement()
          .asString()
          .startsWith(FOLDER + ": ")
          .endsWith(", as Connection refused");
    }
  }

  @Test
  void aContainerWithoutAnAddressIsNamed() throws Exception {
    try (SupportArchive archive = bundle(null)) {
      assertThat(archive.problems())
          .isEqualTo(
              List.of(
                  FOLDER + ": java.io.IOException: YARN names no web address of its NodeManager"));
    }
  }

  private SupportArchive bundle(String address) throws Exception {
    SupportArchive archive = SupportArchive.create(folder.resolve("bundle.zip"));
    Configuration configuration = new Configuration();
    try (JobPages pages = JobPages.open(configuration)) {
      new RunningLogs(pages, configuration, 500).addTo(archive, container(address));
    }
    return archive;
  }

  private static ContainerReport container(String address) {
    return ContainerReport.newInstance(
        ContainerId.fromString(CONTAINER),
        Resource.newInstance(1024, 1),
        NodeId.newInstance("worker1", 8041),
        Priority.newInstance(0),
        0,
        0,
        null,
        null,
        0,
        ContainerState.RUNNING,
        address);
  }
}
