package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;

/** A verb that works on a release and the cluster it runs on. */
abstract class ClusterCommand extends ReleaseCommand {

  @Override
  final ExitCode run(Release release, Printer printer) throws IOException, InterruptedException {
    try (Cluster cluster = Cluster.connect(release)) {
      return run(cluster, printer);
    }
  }

  abstract ExitCode run(Cluster cluster, Printer printer) throws IOException, InterruptedException;
}
