package io.keystream.lab.process;

import io.keystream.lab.LabException;
import io.keystream.lab.LabUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A command that is expected to end. Immutable; the program is looked up on the {@code PATH} of the
 * command's own environment.
 */
public final class Command {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

  private final List<String> arguments;
  private final Map<String, String> environment;
  private final LabUser user;
  private final Duration timeout;
  private final Optional<Path> input;

  private Command(
      List<String> arguments,
      Map<String, String> environment,
      LabUser user,
      Duration timeout,
      Optional<Path> input) {
    this.arguments = List.copyOf(arguments);
    this.environment = Map.copyOf(environment);
    this.user = user;
    this.timeout = timeout;
    this.input = input;
  }

  /** A command run as the job's user, for at most two minutes, with nothing to read. */
  public static Command of(String... arguments) {
    return of(List.of(arguments));
  }

  /** See {@link #of(String...)}. */
  public static Command of(List<String> arguments) {
    return new Command(arguments, Map.of(), LabUser.KEYSTREAM, DEFAULT_TIMEOUT, Optional.empty());
  }

  /** With the tickets of this user. */
  public Command as(LabUser newUser) {
    return new Command(arguments, environment, newUser, timeout, input);
  }

  /** Killed after this time; the result then has exit code {@link CommandResult#TIMED_OUT}. */
  public Command within(Duration newTimeout) {
    return new Command(arguments, environment, user, newTimeout, input);
  }

  /** Reads this file as its standard input. */
  public Command reading(Path file) {
    return new Command(arguments, environment, user, timeout, Optional.of(file));
  }

  /** With one more environment variable. */
  public Command with(String name, String value) {
    return withAll(Map.of(name, value));
  }

  /** With more environment variables; these win over what was there. */
  public Command withAll(Map<String, String> variables) {
    Map<String, String> merged = new HashMap<>(environment);
    merged.putAll(variables);
    return new Command(arguments, merged, user, timeout, input);
  }

  /** With environment variables that do not replace those already set. */
  public Command withDefaults(Map<String, String> variables) {
    Map<String, String> merged = new HashMap<>(variables);
    merged.putAll(environment);
    return new Command(arguments, merged, user, timeout, input);
  }

  public LabUser user() {
    return user;
  }

  /** Runs it and waits for its end. Throws {@link LabException} only if it could not be started. */
  public CommandResult run() {
    try {
      Path out = Files.createTempFile("keystream-lab", ".out");
      Path err = Files.createTempFile("keystream-lab", ".err");
      try {
        int exitCode = runInto(out, err);
        return new CommandResult(toString(), exitCode, text(out), text(err));
      } finally {
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int runInto(Path out, Path err) throws IOException {
    // Java looks a program up on its own PATH; env does it on the one given.
    List<String> line = new ArrayList<>(List.of("/usr/bin/env"));
    line.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectInput(input.orElse(Path.of("/dev/null")).toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      end(process);
      return CommandResult.TIMED_OUT;
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted while running `" + this + "`", e);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return String.join(" ", arguments);
  }
}
