package io.keystream.security.preflight;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.QueueACL;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.QueueState;
import org.apache.hadoop.yarn.api.records.QueueUserACLInfo;
import org.apache.hadoop.yarn.client.api.YarnClient;

/** Whether YARN takes the application and has room for its containers. */
public final class YarnChecks implements AutoCloseable {
  private final Configuration configuration;
  private final Supplier<YarnClient> clients;
  private final Prerequisite resourceManager;
  private volatile YarnClient client;

  /**
   * Containers of one kind.
   *
   * @param what such as {@code "an executor"}
   * @param count how many are wanted
   */
  public record Containers(String what, long megabytes, int cores, int count) {}

  public YarnChecks(Configuration configuration, Prerequisite login) {
    this(configuration, login, YarnClient::createYarnClient);
  }

  YarnChecks(Configuration configuration, Prerequisite login, Supplier<YarnClient> clients) {
    this.configuration = configuration;
    this.clients = clients;
    this.resourceManager =
        new Prerequisite(
            "the question to the ResourceManager",
            login.before(
                Check.error(
                    "resourcemanager",
                    "NodeManagers of the ResourceManager in yarn-site.xml",
                    "Correct the client configuration of YARN on this host, or mend the"
                        + " ResourceManager",
                    this::answers)));
  }

  /** The checks of a queue and of what is to run in it. */
  public List<Check> of(String queue, Containers driver, Containers executors) {
    return List.of(
        resourceManager.check(),
        resourceManager.before(
            Check.error(
                "yarn-queue",
                "queue " + queue,
                "Name an existing queue, and give the principal SUBMIT_APPLICATIONS on it",
                () -> queue(queue))),
        resourceManager.before(
            Check.error(
                "yarn-capacity",
                executors.count() + " executors and a driver in queue " + queue,
                "Lower keystream_executors, keystream_executor_memory or keystream_driver_memory,"
                    + " or have the queue's maximum raised",
                () -> capacity(queue, driver, executors))));
  }

  private String answers() throws Exception {
    YarnClient connecting = clients.get();
    client = connecting;
    connecting.init(configuration);
    connecting.start();
    int nodes = connecting.getNodeReports(NodeState.RUNNING).size();
    if (nodes == 0) {
      throw new NotAsWanted("answers, but no NodeManager is running");
    }
    return nodes + " NodeManagers";
  }

  private String queue(String queue) throws Exception {
    QueueInfo info = client.getQueueInfo(queue);
    if (info == null) {
      throw new NotAsWanted("no such queue");
    }
    if (info.getQueueState() != QueueState.RUNNING) {
      throw new NotAsWanted(info.getQueueState() + ", wanted RUNNING");
    }
    List<String> open =
        client.getQueueAclsInfo().stream()
            .filter(acl -> acl.getUserAcls().contains(QueueACL.SUBMIT_APPLICATIONS))
            .map(QueueUserACLInfo::getQueueName)
            .toList();
    if (open.stream().noneMatch(name -> name.equals(queue) || name.endsWith("." + queue))) {
      throw new NotAsWanted("may not submit; the principal may submit to " + open);
    }
    return "RUNNING, may submit";
  }

  private String capacity(String queue, Containers driver, Containers executors) throws Exception {
    List<NodeReport> nodes = client.getNodeReports(NodeState.RUNNING);
    Complaints complaints = new Complaints();
    fits(driver, nodes, complaints);
    fits(executors, nodes, complaints);
    long all = nodes.stream().mapToLong(node -> node.getCapability().getMemorySize()).sum();
    long share = Math.round(all * share(client.getQueueInfo(queue)));
    long least = driver.megabytes() + executors.megabytes();
    long wanted = driver.megabytes() + executors.count() * executors.megabytes();
    String found = wanted + " MB wanted, the queue may take " + share + " of " + all + " MB";
    if (least > share) {
      complaints.error(found + ", which is less than a driver and one executor");
    } else {
      complaints.warningIf(wanted > share, found + ": not all executors will run");
    }
    return complaints.otherwise(found);
  }

  /** The scheduler may count memory only, so cores that are missing are no error. */
  private static void fits(Containers wanted, List<NodeReport> nodes, Complaints complaints) {
    if (nodes.stream()
        .noneMatch(node -> node.getCapability().getMemorySize() >= wanted.megabytes())) {
      complaints.error(
          wanted.what()
              + " takes "
              + wanted.megabytes()
              + " MB, but the NodeManagers have "
              + sizes(nodes, true));
    } else if (nodes.stream()
        .noneMatch(node -> node.getCapability().getVirtualCores() >= wanted.cores())) {
      complaints.warning(
          wanted.what()
              + " takes "
              + wanted.cores()
              + " cores, but the NodeManagers have "
              + sizes(nodes, false));
    }
  }

  private static String sizes(List<NodeReport> nodes, boolean memory) {
    return nodes.stream()
        .map(NodeReport::getCapability)
        .map(each -> memory ? each.getMemorySize() + " MB" : each.getVirtualCores() + " cores")
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Of the cluster, or, in a queue below others, at most this. Some schedulers do not tell. */
  private static double share(QueueInfo queue) {
    float most = queue == null ? 1 : queue.getMaximumCapacity();
    return most > 0 && most < 1 ? most : 1;
  }

  @Override
  public void close() {
    YarnClient open = client;
    if (open != null) {
      open.stop();
    }
  }
}
