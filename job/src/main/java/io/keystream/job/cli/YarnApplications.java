package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.lifecycle.JobFailure;
import java.io.IOException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ContainerReport;
import org.apache.hadoop.yarn.api.records.ContainerState;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** The YARN applications of one pipeline, found by their tag. */
final class YarnApplications implements AutoCloseable {
  private static final EnumSet<YarnApplicationState> LIVE =
      EnumSet.of(
          YarnApplicationState.NEW,
          YarnApplicationState.NEW_SAVING,
          YarnApplicationState.SUBMITTED,
          YarnApplicationState.ACCEPTED,
          YarnApplicationState.RUNNING);

  private final YarnClient client;
  private final String tag;

  /** Asks the ResourceManager of a client that is started; {@link #close} stops it. */
  YarnApplications(YarnClient client, String pipeline) {
    this.tag = tag(pipeline);
    this.client = client;
  }

  /** Asks the ResourceManager of a configuration. */
  static YarnApplications of(Configuration configuration, String pipeline) {
    YarnClient client = YarnClient.createYarnClient();
    client.init(configuration);
    client.start();
    return new YarnApplications(client, pipeline);
  }

  /** The tag that a pipeline's applications carry. */
  static String tag(String pipeline) {
    return "keystream:" + pipeline;
  }

  /** The application that runs or waits to run; of several the oldest. */
  Optional<ApplicationReport> live() throws IOException {
    return all().stream()
        .filter(YarnApplications::isLive)
        .min(Comparator.comparing(ApplicationReport::getApplicationId));
  }

  /** The application submitted last, whatever became of it, unless it made room for another. */
  Optional<ApplicationReport> newest() throws IOException {
    return all().stream()
        .filter(report -> !madeRoom(report))
        .max(Comparator.comparing(ApplicationReport::getApplicationId));
  }

  /** Ids of all that run no more, oldest first, as far as YARN remembers. */
  List<String> ended() throws IOException {
    return all().stream()
        .filter(report -> !isLive(report))
        .map(ApplicationReport::getApplicationId)
        .sorted()
        .map(ApplicationId::toString)
        .toList();
  }

  /** The current state of an application. */
  ApplicationReport report(ApplicationReport application) throws IOException {
    return report(application.getApplicationId());
  }

  /** The current state of the application with this id. */
  ApplicationReport report(String applicationId) throws IOException {
    return report(ApplicationId.fromString(applicationId));
  }

  private ApplicationReport report(ApplicationId id) throws IOException {
    try {
      return client.getApplicationReport(id);
    } catch (YarnException e) {
      throw new IOException(e);
    }
  }

  /** The containers that an application has now, that of the driver among them. */
  List<ContainerReport> containers(ApplicationReport application) throws IOException {
    try {
      // Of those that ended the timeline service may remember all that there ever were.
      return client.getContainers(application.getCurrentApplicationAttemptId()).stream()
          .filter(container -> container.getContainerState() != ContainerState.COMPLETE)
          .toList();
    } catch (YarnException e) {
      throw new IOException(e);
    }
  }

  /** Ends an application at once. */
  void kill(ApplicationReport application, String why) throws IOException {
    try {
      client.killApplication(application.getApplicationId(), why);
    } catch (YarnException e) {
      throw new IOException(e);
    }
  }

  /** Whether it was killed because another one is the pipeline's. */
  private static boolean madeRoom(ApplicationReport application) {
    String why = String.valueOf(application.getDiagnostics());
    return application.getYarnApplicationState() == YarnApplicationState.KILLED
        && (why.contains(Submission.WITHDRAWN)
            || JobFailure.codeIn(why).equals(Optional.of(ExitCode.FENCED)));
  }

  static boolean isLive(ApplicationReport application) {
    return LIVE.contains(application.getYarnApplicationState());
  }

  @Override
  public void close() {
    client.stop();
  }

  private List<ApplicationReport> all() throws IOException {
    try {
      return client.getApplications(null, EnumSet.allOf(YarnApplicationState.class), Set.of(tag));
    } catch (YarnException e) {
      throw new IOException(e);
    }
  }
}
