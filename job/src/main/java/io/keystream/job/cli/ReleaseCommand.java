package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.hadoop.security.AccessControlException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A verb that works on a release. */
abstract class ReleaseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "One JSON object on standard output, for machines.")
  private boolean json;

  @Override
  public final Integer call() throws IOException, InterruptedException {
    Keystream root = (Keystream) spec.root().userObject();
    Release release = Release.load(root.release());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(release.withJars(before));
    try {
      return run(release, new Printer(spec.commandLine().getOut(), json)).code();
    } catch (AccessControlException e) {
      throw refused(release, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** What the NameNode says goes on with its stack trace. */
  private static CommandFailure refused(Release release, AccessControlException refusal) {
    return new CommandFailure(
        ExitCode.FAILED,
        "Principal "
            + release.principal()
            + " may not use "
            + release.pipeline().home()
            + ", or what the job writes; wanted is the job's own principal. "
            + refusal.getMessage().lines().findFirst().orElse(""),
        refusal);
  }

  abstract ExitCode run(Release release, Printer printer) throws IOException, InterruptedException;

  /** Tells people how it goes; never mixed into the answer. */
  final void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
