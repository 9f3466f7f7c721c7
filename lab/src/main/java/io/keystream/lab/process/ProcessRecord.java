package io.keystream.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Which process a daemon is. A process id alone may meanwhile belong to a stranger, so its start
 * time and the boot it happened in are kept beside it.
 *
 * @param startTicks clock ticks since boot
 */
record ProcessRecord(long pid, long startTicks, String bootId) {

  /** The record of a process that is running now; empty if it already ended. */
  static Optional<ProcessRecord> of(long pid) {
    return ProcFs.startTicks(pid).map(ticks -> new ProcessRecord(pid, ticks, ProcFs.bootId()));
  }

  /** The record in a file; empty if there is none or it is damaged. */
  static Optional<ProcessRecord> read(Path file) {
    try {
      List<String> fields = List.of(Files.readString(file).strip().split(" ", -1));
      return fields.size() == 3
          ? Optional.of(
              new ProcessRecord(
                  Long.parseLong(fields.get(0)), Long.parseLong(fields.get(1)), fields.get(2)))
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  void write(Path file) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, pid + " " + startTicks + " " + bootId + "\n");
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether exactly this process still runs. */
  boolean isAlive() {
    return bootId.equals(ProcFs.bootId())
        && ProcFs.startTicks(pid).filter(ticks -> ticks == startTicks).isPresent();
  }
}
