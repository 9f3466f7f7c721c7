package io.keystream.lab.process;

import io.keystream.lab.LabException;
import io.keystream.lab.layout.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The processes of one lab, found again by later commands. Each daemon runs in a session of its
 * own, so that it outlives the command that started it; each carries a mark in its environment that
 * its children (YARN containers) inherit, so that none can be lost.
 */
public final class DaemonProcesses {
  private static final String MARK = "KEYSTREAM_LAB_DAEMON";

  private final Folders folders;

  public DaemonProcesses(Folders folders) {
    this.folders = folders;
  }

  /** Starts a daemon whose output is appended to {@code logs/<name>.log}. */
  public void start(String name, List<String> command, Map<String, String> environment) {
    List<String> line = new ArrayList<>(List.of("setsid"));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folders.run().toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log(name).toFile()));
    builder.environment().putAll(environment);
    builder.environment().putAll(mark());
    try {
      Process process = builder.start();
      ProcessRecord.of(process.pid()).ifPresent(record -> record.write(recordFile(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a process has in its environment that {@link #killAll} must find, should the command that
   * started it be killed meanwhile.
   */
  public Map<String, String> mark() {
    return Map.of(MARK, folders.root().toString());
  }

  /** The process id of a daemon; empty if it does not run. */
  public OptionalLong pid(String name) {
    Optional<ProcessRecord> record =
        ProcessRecord.read(recordFile(name)).filter(ProcessRecord::isAlive);
    return record.isPresent() ? OptionalLong.of(record.get().pid()) : OptionalLong.empty();
  }

  public boolean isAlive(String name) {
    return pid(name).isPresent();
  }

  /**
   * Sends a signal to a daemon.
   *
   * @param signal as {@code kill} knows it, without the dash: {@code 9}, {@code TERM}, {@code STOP}
   */
  public void signal(String name, String signal) {
    long pid = pid(name).orElseThrow(() -> new LabException(name + " is not running"));
    Command.of("kill", "-" + signal, Long.toString(pid)).run().orThrow();
  }

  /** Ends a daemon with SIGKILL and returns when it is gone, so that it can be started again. */
  public void kill(String name) {
    Optional<ProcessRecord> killed = ProcessRecord.read(recordFile(name));
    signal(name, "KILL");
    while (killed.filter(ProcessRecord::isAlive).isPresent()) {
      Pause.of(Duration.ofMillis(20));
    }
  }

  /** Every process of this lab, containers included. */
  public List<Long> all() {
    return ProcFs.withVariable(MARK, folders.root().toString());
  }

  /** Kills every process of this lab at once and returns when none is left. */
  public void killAll() {
    for (List<Long> left = all(); !left.isEmpty(); left = all()) {
      List<ProcessRecord> killed =
          left.stream().map(ProcessRecord::of).flatMap(Optional::stream).toList();
      left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      while (killed.stream().anyMatch(ProcessRecord::isAlive)) {
        Pause.of(Duration.ofMillis(20));
      }
    }
  }

  public Path log(String name) {
    return folders.logs().resolve(name + ".log");
  }

  /** The last lines of a daemon's log, for messages. */
  public String lastLines(String name, int count) {
    try {
      List<String> lines = Files.readString(log(name)).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    } catch (IOException e) {
      return "(no log at " + log(name) + ")";
    }
  }

  private Path recordFile(String name) {
    return folders.run().resolve(name + ".pid");
  }
}
