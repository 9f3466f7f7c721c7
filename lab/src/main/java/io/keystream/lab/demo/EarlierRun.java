package io.keystream.lab.demo;

import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a run before this one has left in the cluster. It is removed, and not continued, because the
 * report accounts for every record of the topic; one name for all runs keeps the commands in the
 * report the same and the cluster from filling up.
 */
final class EarlierRun {
  private static final Set<String> LIVE = Set.of("RUNNING", "ACCEPTED");

  private final Lab lab;
  private final Gateway gateway;
  private final Pipeline pipeline;

  EarlierRun(Lab lab, Gateway gateway) {
    this.lab = lab;
    this.gateway = gateway;
    this.pipeline = gateway.pipeline();
  }

  /** Whether its job still runs. A release of another lab, which cannot answer, does not count. */
  boolean isRunning() {
    if (!Files.isExecutable(gateway.folder().resolve("bin/keystream"))) {
      return false;
    }
    try {
      return LIVE.contains(gateway.status().path("state").asText());
    } catch (LabException e) {
      return false;
    }
  }

  /** Whether there is a topic or a folder of it. */
  boolean exists() throws IOException, InterruptedException {
    try (FileSystem fs = lab.hadoop(LabUser.ADMIN).fileSystem();
        Admin admin = Admin.create(lab.kafka(LabUser.ADMIN).configuration())) {
      return fs.exists(new Path(pipeline.home()))
          || fs.exists(new Path(pipeline.output()))
          || admin.listTopics().names().get().contains(pipeline.topic());
    } catch (ExecutionException e) {
      throw new LabException("Cannot list topics: " + e.getCause().getMessage(), e);
    }
  }

  /** Deletes topic, home and output. Its job must not run. */
  void remove() throws IOException, InterruptedException {
    try (FileSystem fs = lab.hadoop(LabUser.ADMIN).fileSystem()) {
      for (String folder : List.of(pipeline.home(), pipeline.output())) {
        boolean unused = fs.delete(new Path(folder), true);
      }
    }
    try (Admin admin = Admin.create(lab.kafka(LabUser.ADMIN).configuration())) {
      admin.deleteTopics(List.of(pipeline.topic())).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw new LabException("Cannot delete the topic: " + e.getCause().getMessage(), e);
      }
    }
  }
}
