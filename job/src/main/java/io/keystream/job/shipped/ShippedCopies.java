package io.keystream.job.shipped;

import java.util.List;
import java.util.Optional;

/**
 * What the driver says of the files that it can take up.
 *
 * @param applicationId whose driver
 * @param attempt which of its attempts
 * @param generation number of the last request that was answered; 0 before any
 * @param refusal why that request was refused; null if it was not
 */
public record ShippedCopies(
    String applicationId,
    String attempt,
    long generation,
    String refusal,
    List<ShippedCopy> files) {

  public ShippedCopies {
    files = List.copyOf(files);
  }

  /** The copy with this name. */
  public Optional<ShippedCopy> named(String name) {
    return files.stream().filter(file -> file.name().equals(name)).findFirst();
  }
}
