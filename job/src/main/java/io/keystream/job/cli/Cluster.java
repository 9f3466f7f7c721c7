package io.keystream.job.cli;

import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.HomeFiles;
import io.keystream.job.lifecycle.Control;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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

  private Cluster(Release release, Configuration configuration) throws IOException {
    this.release = release;
    this.configuration = configuration;
    this.home = new Home(new Path(release.pipeline().home()));
    this.files = new HomeFiles(home, configuration);
    this.applications = new YarnApplications(configuration, release.pipeline().name());
  }

  /** Logs in with the release's keytab, so that no ticket is needed, and connects. */
  static Cluster connect(Release release) throws IOException {
    return connect(release, release.keytab());
  }

  /** The same with another keytab than the release's. */
  static Cluster connect(Release release, java.nio.file.Path keytab) throws IOException {
    return new Cluster(release, logIn(release, keytab));
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
