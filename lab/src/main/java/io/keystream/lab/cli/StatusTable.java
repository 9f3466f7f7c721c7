package io.keystream.lab.cli;

import io.keystream.lab.Lab;
import io.keystream.lab.daemon.Daemon;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What runs where, for people. */
final class StatusTable {
  private static final String ROW = "%-16s %-8s %-8s %-36s %s%n";

  private StatusTable() {}

  static String of(Lab lab) {
    StringBuilder table = new StringBuilder();
    table.append(ROW.formatted("DAEMON", "STATE", "PID", "AT", "PORTS"));
    for (Daemon daemon : lab.daemons()) {
      OptionalLong pid = lab.pid(daemon.name());
      table.append(
          ROW.formatted(
              daemon.name(),
              pid.isPresent() ? "up" : "down",
              pid.isPresent() ? Long.toString(pid.getAsLong()) : "-",
              daemon.page(),
              joined(daemon.ports())));
    }
    return table.toString();
  }

  private static String joined(List<Integer> ports) {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
