package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
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
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  abstract ExitCode run(Release release, Printer printer) throws IOException, InterruptedException;

  /** Tells people how it goes; never mixed into the answer. */
  final void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
