package io.keystream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ContainerReport;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.webapp.util.WebAppUtils;

/** The ends of the logs of containers that run, as their NodeManagers tell them. */
final class RunningLogs {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JobPages pages;
  private final String scheme;
  private final long bytes;

  /**
   * Reads them as the login user.
   *
   * @param configuration of the cluster
   * @param bytes of the end of each log
   */
  RunningLogs(JobPages pages, Configuration configuration, long bytes) {
    this.pages = pages;
    this.scheme = WebAppUtils.getHttpSchemePrefix(configuration);
    this.bytes = bytes;
  }

  /** Adds all of a container, or why they cannot be had. */
  void addTo(SupportArchive archive, ContainerReport container) throws InterruptedException {
    String folder = folder(container);
    try {
      for (String file : files(container)) {
        archive.add(folder + "/" + file, () -> end(container, file));
      }
    } catch (IOException e) {
      archive.problem(folder, e);
    }
  }

  /** Where collected logs have a file for each container. */
  private static String folder(ContainerReport container) {
    NodeId node = container.getAssignedNode();
    return "logs/%s_%d/%s".formatted(node.getHost(), node.getPort(), container.getContainerId());
  }

  /** Names of the files that are on the node; those that were collected meanwhile are not. */
  private List<String> files(ContainerReport container) throws IOException, InterruptedException {
    String url = node(container) + "/containers/" + container.getContainerId() + "/logs";
    // A list of one is an object.
    return JSON.readTree(pages.read(url)).findParents("containerLogInfo").stream()
        .filter(logs -> !logs.path("logAggregationType").asText().equals("AGGREGATED"))
        .flatMap(logs -> logs.findValues("fileName").stream())
        .map(JsonNode::asText)
        .distinct()
        .toList();
  }

  private String end(ContainerReport container, String file)
      throws IOException, InterruptedException {
    String name = URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20");
    String logs = node(container) + "/containerlogs/" + container.getContainerId() + "/";
    return pages.read(logs + name + "?size=-" + bytes);
  }

  private String node(ContainerReport container) throws IOException {
    String address = container.getNodeHttpAddress();
    if (address == null) {
      throw new IOException("YARN names no web address of its NodeManager");
    }
    return (address.contains("://") ? address : scheme + address) + "/ws/v1/node";
  }
}
