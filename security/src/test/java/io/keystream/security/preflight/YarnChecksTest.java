package io.keystream.security.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.security.preflight.YarnChecks.Containers;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.QueueACL;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.QueueState;
import org.apache.hadoop.yarn.api.records.QueueUserACLInfo;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.impl.YarnClientImpl;
import org.apache.hadoop.yarn.util.Records;
import org.junit.jupiter.api.Test;

class YarnChecksTest {
  private static final int ANSWERS = 0;
  private static final int QUEUE = 1;
  private static final int CAPACITY = 2;

  private final FakeYarn yarn = new FakeYarn();

  @Test
  void passesWhereEverythingFits() throws Exception {
    assertThat(run().checks()).allSatisfy(f -> assertThat(f.ok()).as(f.found()).isTrue());
    assertThat(run().checks())
        .extracting(Finding::found)
        .containsExactly(
            "2 NodeManagers",
            "RUNNING, may submit",
            "9000 MB wanted, the queue may take 16000 of 16000 MB");
  }

  @Test
  void withoutNodesThereIsNothingElseToLookAt() throws Exception {
    yarn.nodes = List.of();

    assertThat(finding(ANSWERS).found()).isEqualTo("answers, but no NodeManager is running");
    assertThat(finding(QUEUE).found())
        .isEqualTo(
            "not looked at: the question to the ResourceManager failed (see resourcemanager)");
  }

  @Test
  void refusesAQueueThatIsNotThereOrStoppedOrClosed() throws Exception {
    yarn.state = null;
    assertThat(finding(QUEUE).found()).isEqualTo("no such queue");

    yarn.state = QueueState.STOPPED;
    assertThat(finding(QUEUE).found()).isEqualTo("STOPPED, wanted RUNNING");

    yarn.state = QueueState.RUNNING;
    yarn.open = "root.other";
    assertThat(finding(QUEUE).found())
        .isEqualTo("may not submit; the principal may submit to [root.other]");
  }

  @Test
  void refusesAContainerThatNoNodeHolds() throws Exception {
    yarn.nodes = List.of(node(3_000, 4));

    assertThat(finding(CAPACITY).severity()).isEqualTo("error");
    assertThat(finding(CAPACITY).found())
        .startsWith("an executor takes 4000 MB, but the NodeManagers have 3000 MB");
  }

  @Test
  void warnsOfCoresThatASchedulerMayNotCount() throws Exception {
    yarn.nodes = List.of(node(16_000, 1));

    assertThat(finding(CAPACITY).severity()).isEqualTo("warning");
    assertThat(finding(CAPACITY).found())
        .isEqualTo("an executor takes 2 cores, but the NodeManagers have 1 cores");
  }

  @Test
  void tellsAQueueThatHoldsOneExecutorFromOneThatHoldsNone() throws Exception {
    yarn.most = 0.4f;
    assertThat(finding(CAPACITY).severity()).isEqualTo("warning");
    assertThat(finding(CAPACITY).found())
        .isEqualTo(
            "9000 MB wanted, the queue may take 6400 of 16000 MB: not all executors will run");

    yarn.most = 0.25f;
    assertThat(finding(CAPACITY).severity()).isEqualTo("error");
    assertThat(finding(CAPACITY).found())
        .isEqualTo(
            "9000 MB wanted, the queue may take 4000 of 16000 MB, which is less than a driver and"
                + " one executor");
  }

  private Finding finding(int number) throws InterruptedException {
    return run().checks().get(number);
  }

  private Preflight run() throws InterruptedException {
    Prerequisite login =
        new Prerequisite("the login", Check.error("keytab-login", "", "", () -> "logged in"));
    try (YarnChecks checks = new YarnChecks(new Configuration(false), login, () -> yarn)) {
      List<Check> all =
          new java.util.ArrayList<>(
              checks.of(
                  "jobs",
                  new Containers("the driver", 1_000, 1, 1),
                  new Containers("an executor", 4_000, 2, 2)));
      all.add(login.check());
      Preflight report = Preflight.run(all);
      return new Preflight(report.ok(), report.checks().subList(0, 3));
    }
  }

  private static NodeReport node(int megabytes, int cores) {
    NodeReport node = Records.newRecord(NodeReport.class);
    node.setCapability(Resource.newInstance(megabytes, cores));
    return node;
  }

  /** Answers without a ResourceManager. */
  private static final class FakeYarn extends YarnClientImpl {
    private List<NodeReport> nodes = List.of(node(8_000, 4), node(8_000, 4));
    private QueueState state = QueueState.RUNNING;
    private String open = "root.jobs";
    private float most = 1;

    @Override
    protected void serviceInit(Configuration configuration) {}

    @Override
    protected void serviceStart() {}

    @Override
    protected void serviceStop() {}

    @Override
    public void init(Configuration configuration) {}

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public List<NodeReport> getNodeReports(NodeState... states) {
      return nodes;
    }

    @Override
    public QueueInfo getQueueInfo(String queue) {
      if (state == null) {
        return null;
      }
      QueueInfo info = Records.newRecord(QueueInfo.class);
      info.setQueueName(queue);
      info.setQueueState(state);
      info.setMaximumCapacity(most);
      return info;
    }

    @Override
    public List<QueueUserACLInfo> getQueueAclsInfo() {
      return List.of(QueueUserACLInfo.newInstance(open, List.of(QueueACL.SUBMIT_APPLICATIONS)));
    }
  }
}
