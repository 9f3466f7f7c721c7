package io.keystream.job.cli;

import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.security.preflight.HdfsChecks;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** The cluster a release runs on, seen as its principal. */
final class Cluster implements AutoCloseable {
  private final Release release;
  private final Configuration configuration;
  private final Home home;
  private final HomeFiles files;
  private final YarnApplications applications;

  /** One that is logged in to. */
  Cluster(Release release, Configuration configuration, YarnApplications applications)
      throws IOException {
    this.release = release;
    this.configuration = configuration;
    this.home = new Home(new Path(release.pipeline().home()));
    this.files = new HomeFiles(home, configuration);
    this.applications = applications;
  }

  /** Logs in with the release's keytab, so that no ticket is needed, and connects. */
  static Cluster connect(Release release) throws IOException {
    return connect(release, release.keytab());
  }

  /** The same with another keytab than the release's. */
  static Cluster connect(Release release, java.nio.file.Path keytab) throws IOException {
    Configuration configuration = logIn(release, keytab);
    return new Cluster(
        release, configuration, YarnApplications.of(configuration, release.pipeline().name()));
  }

  /** Logs in, if the cluster wants that, and returns its configuration. */
  static Configuration logIn(Release release, java.nio.file.Path keytab) throws IOException {
    Configuration configuration = new YarnConfiguration();
    UserGroupInformation.setConfiguration(configuration);
    if (UserGroupInformation.isSecurityEnabled()) {
      logInWith(release, keytab);
    }
    return configuration;
  }

  Release release() {
    return release;
  }

  /** Who calls, for others to see. */
  String caller() throws IOException {
    return System.getProperty("user.name") + " on " + InetAddress.getLocalHost().getHostName();
  }

  Configuration configuration() {
    return configuration;
  }

  Home home() {
    return home;
  }

  HomeFiles files() {
    return files;
  }

  Control control() {
    return new Control(files, home);
  }

  YarnApplications applications() {
    return applications;
  }

  /** Stops a verb that is for a job that does not run. */
  void refuseWhileItRuns(String verb) throws IOException {
    Optional<ApplicationReport> live = applications.live();
    if (live.isPresent()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          live.get().getApplicationId() + " runs: keystream stop before keystream " + verb);
    }
  }

  /**
   * Stops a verb that would go on where something does not answer: a principal that may not use the
   * home is told nothing else of the job.
   *
   * @param patience after which the verb goes on without an answer
   * @throws AccessControlException if the principal may not
   */
  void refuseStrangers(Duration patience) throws AccessControlException, InterruptedException {
    Optional<AccessControlException> refusal =
        Asked.await(Asked.aside(this::refusal), patience).or(Optional::empty);
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  private Optional<AccessControlException> refusal() throws Exception {
    // Who cannot prove who it is gets the same exception, but to every question.
    HdfsChecks.answer(configuration, home.root().toString());
    try {
      files.list(home.control());
      return Optional.empty();
    } catch (AccessControlException e) {
      return Optional.of(e);
    }
  }

  @Override
  public void close() {
    applications.close();
  }

  private static void logInWith(Release release, java.nio.file.Path keytab) {
    try {
      UserGroupInformation.loginUserFromKeytab(release.principal(), keytab.toString());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.LOGIN,
          "Principal "
              + release.principal()
              + " could not log in with keytab "
              + keytab
              + ": "
              + e.getMessage(),
          e);
    }
  }
}
