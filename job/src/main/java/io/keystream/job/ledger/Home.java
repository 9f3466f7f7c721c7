package io.keystream.job.ledger;

import org.apache.hadoop.fs.Path;

/**
 * Folders of a pipeline on the cluster's file system.
 *
 * @param root the {@code home} of {@code pipeline.yaml}
 */
public record Home(Path root) {

  /** Entries of committed batches. */
  public Path ledger() {
    return new Path(root, "ledger");
  }

  /** One folder per driver start; the newest one is the only place that can commit. */
  public Path epochs() {
    return new Path(root, "epochs");
  }

  /** Files written by batches that are not published yet. */
  public Path staging() {
    return new Path(root, "staging");
  }

  /** Where operators and the driver leave each other messages. */
  public Path control() {
    return new Path(root, "control");
  }

  /** Which published files were joined into one. */
  public Path compactions() {
    return new Path(root, "compactions");
  }

  /** What a restore has copied and not yet moved to its place. */
  public Path restoring() {
    return new Path(root, "restoring");
  }

  /** What a source has taken in: the logs of its receivers, or the list of its files. */
  public Path received(String source) {
    return new Path(received(), source);
  }

  /** What all sources have taken in. */
  public Path received() {
    return new Path(root, "received");
  }

  /** Spark's checkpoints, one folder a fingerprint. */
  public Path checkpoints() {
    return new Path(root, "checkpoint");
  }

  /** Spark's checkpoint of one fingerprint. */
  public Path checkpoint(String fingerprint) {
    return new Path(checkpoints(), fingerprint);
  }

  /** Where an epoch stages the files of a batch. */
  public Path staging(long epoch, long sequence) {
    return new Path(staging(), Sequences.format(epoch) + "/" + Sequences.format(sequence));
  }
}
