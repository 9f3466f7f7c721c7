package io.keystream.job.cli;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks a pipeline.yaml without any cluster. */
@Command(
    name = "validate",
    description = "Check a pipeline.yaml: all problems in one report, exit code 10.")
final class ValidateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The file to check.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    if (!Files.isReadable(file)) {
      throw new CommandFailure(ExitCode.CONFIGURATION, "No readable file " + file);
    }
    PipelineConfig.load(file);
    return 0;
  }
}
