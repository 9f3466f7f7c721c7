package io.keystream.job.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Divides files among tasks, so that each has about as many bytes. A file is read by one task. */
final class FileShares {
  /** Fewest bytes for which a further task is worth its while. */
  static final long SMALLEST = 1 << 20;

  private FileShares() {}

  /**
   * The largest file goes to the task that has least, and so on. The same files give the same
   * shares.
   *
   * @param tasks how many can run at once
   */
  static List<List<Arrival>> of(List<Arrival> files, int tasks) {
    long total = files.stream().mapToLong(Arrival::bytes).sum();
    long count = Math.max(1, Math.min(Math.min(tasks, files.size()), total / SMALLEST));
    List<List<Arrival>> shares = new ArrayList<>();
    long[] bytes = new long[(int) count];
    for (int i = 0; i < count; i++) {
      shares.add(new ArrayList<>());
    }
    List<Arrival> largestFirst = new ArrayList<>(files);
    largestFirst.sort(
        Comparator.comparingLong(Arrival::bytes).reversed().thenComparing(Arrival::number));
    for (Arrival file : largestFirst) {
      int least = 0;
      for (int i = 1; i < count; i++) {
        least = bytes[i] < bytes[least] ? i : least;
      }
      shares.get(least).add(file);
      bytes[least] += file.bytes();
    }
    shares.forEach(share -> share.sort(Comparator.comparingLong(Arrival::number)));
    return shares;
  }
}
