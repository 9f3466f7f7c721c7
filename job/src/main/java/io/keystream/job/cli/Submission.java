package io.keystream.job.cli;

import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/**
 * The application of a pipeline on YARN, of which there is one at a time.
 *
 * @param isNew whether it was submitted now
 */
record Submission(ApplicationReport application, boolean isNew) {

  /**
   * Submits a release, unless an application of its pipeline is there already.
   *
   * @param say tells people how it goes
   */
  static Submission once(Cluster cluster, SparkSubmit submit, Consumer<String> say)
      throws IOException, InterruptedException {
    Optional<ApplicationReport> live = cluster.applications().live();
    if (live.isPresent()) {
      return new Submission(live.get(), false);
    }
    cluster.control().clear();
    say.accept("Submitting " + cluster.release().pipeline().name() + " ...");
    ApplicationReport application = cluster.applications().report(submit.run());
    ApplicationReport first = firstOfAll(cluster, application, say);
    return new Submission(first, first.getApplicationId().equals(application.getApplicationId()));
  }

  /**
   * Settles a race of two operators: both see both applications, the older one stays, and whoever
   * submitted the younger one withdraws it.
   */
  private static ApplicationReport firstOfAll(
      Cluster cluster, ApplicationReport own, Consumer<String> say) throws IOException {
    ApplicationReport first = cluster.applications().live().orElse(own);
    if (first.getApplicationId().compareTo(own.getApplicationId()) >= 0) {
      return own;
    }
    String why = "Withdrawn: " + first.getApplicationId() + " was submitted at the same time";
    say.accept(why);
    cluster.applications().kill(own, why);
    return first;
  }

  /** What to tell of an application that has ended, though it should not have. */
  static CommandFailure ended(Cluster cluster, ApplicationReport application) throws IOException {
    Optional<Control.LastFailure> failure = cluster.control().lastFailure();
    return new CommandFailure(
        failure.map(Submission::exitCode).orElse(ExitCode.FAILED),
        application.getApplicationId()
            + " is "
            + application.getYarnApplicationState()
            + ": "
            + failure.map(Control.LastFailure::message).orElse(application.getDiagnostics()));
  }

  private static ExitCode exitCode(Control.LastFailure failure) {
    for (ExitCode code : ExitCode.values()) {
      if (code.code() == failure.exitCode()) {
        return code;
      }
    }
    return ExitCode.FAILED;
  }
}
