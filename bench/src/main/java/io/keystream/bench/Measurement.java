package io.keystream.bench;

/**
 * What one run took.
 *
 * @param records records read
 * @param drainSeconds from setting up the first reader to the last commit
 * @param jvmSeconds from the start of the process to its end
 * @param cpuSeconds user and system time of the whole process
 * @param peakMebibytes most memory that was resident
 */
record Measurement(
    long records, double drainSeconds, double jvmSeconds, double cpuSeconds, double peakMebibytes) {

  /** Records read for each second of the drain. */
  double recordsPerSecond() {
    return records / drainSeconds;
  }

  /** CPU-seconds of the process for each million records. */
  double cpuPerMillion() {
    return cpuSeconds / (records / 1e6);
  }
}
