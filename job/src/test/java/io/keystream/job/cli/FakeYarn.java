package io.keystream.job.cli;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.impl.YarnClientImpl;
import org.apache.hadoop.yarn.util.Records;

/** A ResourceManager that knows the applications of one pipeline that a test told it of. */
final class FakeYarn extends YarnClientImpl {
  private final Map<ApplicationId, ApplicationReport> known = new ConcurrentSkipListMap<>();
  private final List<String> killed = new CopyOnWriteArrayList<>();
  private volatile IOException problem;

  /** What it says of an application in its first attempt. */
  static ApplicationReport report(
      String id, YarnApplicationState state, FinalApplicationStatus end, String diagnostics) {
    ApplicationReport report = Records.newRecord(ApplicationReport.class);
    report.setApplicationId(ApplicationId.fromString(id));
    report.setCurrentApplicationAttemptId(
        ApplicationAttemptId.newInstance(report.getApplicationId(), 1));
    report.setYarnApplicationState(state);
    report.setFinalApplicationStatus(end);
    report.setDiagnostics(diagnostics);
    return report;
  }

  void runs(String id) {
    put(id, YarnApplicationState.RUNNING, FinalApplicationStatus.UNDEFINED, "");
  }

  /** The application has failed as often as it may. */
  void givesUp(String id, String diagnostics) {
    put(id, YarnApplicationState.FAILED, FinalApplicationStatus.FAILED, diagnostics);
  }

  void ended(String id) {
    put(id, YarnApplicationState.FINISHED, FinalApplicationStatus.SUCCEEDED, "");
  }

  void wasKilled(String id, String diagnostics) {
    put(id, YarnApplicationState.KILLED, FinalApplicationStatus.KILLED, diagnostics);
  }

  /** It answers no more. */
  void fails(String message) {
    problem = new IOException(message);
  }

  /** Why applications were killed through it. */
  List<String> killed() {
    return List.copyOf(killed);
  }

  @Override
  public List<ApplicationReport> getApplications(
      Set<String> types, EnumSet<YarnApplicationState> states, Set<String> tags)
      throws IOException {
    refuse();
    return List.copyOf(known.values());
  }

  /** One that it was not told of has just been submitted. */
  @Override
  public ApplicationReport getApplicationReport(ApplicationId id) throws IOException {
    refuse();
    if (!known.containsKey(id)) {
      runs(id.toString());
    }
    return known.get(id);
  }

  @Override
  public void killApplication(ApplicationId id, String why) throws IOException {
    refuse();
    killed.add(why);
    wasKilled(id.toString(), why);
  }

  private void refuse() throws IOException {
    if (problem != null) {
      throw problem;
    }
  }

  private void put(
      String id, YarnApplicationState state, FinalApplicationStatus end, String diagnostics) {
    known.put(ApplicationId.fromString(id), report(id, state, end, diagnostics));
  }
}
