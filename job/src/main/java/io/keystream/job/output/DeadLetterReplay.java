package io.keystream.job.output;

import io.keystream.job.ledger.Home;
import io.keystream.job.ledger.LetterSelection;
import io.keystream.job.ledger.OutputCommit;
import io.keystream.job.ledger.ReplayRequest.LetterFile;
import io.keystream.job.ledger.Sequences;
import io.keystream.security.RootCause;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Stages dead letters as a batch of the pipeline, and with them those of the same files. */
public final class DeadLetterReplay implements LetterStaging {
  private final JavaSparkContext context;
  private final Home home;
  private final Outputs outputs;
  private final String folder;
  private final OutputPlan deadLetters;
  private final SerializableConfiguration configuration;

  /**
   * Prepares replays.
   *
   * @param outputs of the pipeline
   * @param folder of the published dead letters
   */
  public DeadLetterReplay(Home home, Outputs outputs, String folder, SparkSession session)
      throws IOException {
    this.context = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.home = home;
    this.outputs = outputs;
    this.folder = folder;
    this.deadLetters = FileOutput.deadLetters(session, folder);
    this.configuration =
        new SerializableConfiguration(
            new Configuration(session.sparkContext().hadoopConfiguration()));
  }

  /** What cannot be replayed must not stop the pipeline. */
  @Override
  public StagedBatch stage(
      List<LetterFile> files, LetterSelection selection, long epoch, long sequence) {
    try {
      return staged(files, selection, epoch, sequence);
    } catch (Exception e) { // Scala does not declare Spark's checked exceptions.
      if (context.sc().isStopped()) {
        throw new IllegalStateException("Spark has stopped", e);
      }
      throw new CannotReplayException("Nothing of these files is replayed: " + cause(e), e);
    }
  }

  private StagedBatch staged(
      List<LetterFile> files, LetterSelection selection, long epoch, long sequence) {
    JavaRDD<DeadLetter> letters = read(files);
    StagedBatch batch =
        outputs.stage(
            letters.filter(new SelectLetters(selection, true)).map(new LetterToRecord()),
            epoch,
            sequence);
    check("selected", batch.counts().read(), files.stream().mapToLong(LetterFile::letters).sum());
    long others = files.stream().mapToLong(file -> file.rows() - file.letters()).sum();
    if (others == 0) {
      return batch;
    }
    OutputCommit kept = deadLetters.commit(keep(letters, selection, epoch, sequence));
    check("other", kept.rows(), others);
    return batch.with(kept);
  }

  private JavaRDD<DeadLetter> read(List<LetterFile> files) {
    List<String> paths = files.stream().map(this::published).toList();
    int tasks = Math.max(1, Math.min(paths.size(), context.defaultParallelism()));
    return context.parallelize(paths, tasks).mapPartitions(new ReadLetters(configuration));
  }

  /** On the file system that home is on. */
  private String published(LetterFile file) {
    return new Path(home.root(), new Path(folder, file.name())).toString();
  }

  private List<StagedFile> keep(
      JavaRDD<DeadLetter> letters, LetterSelection selection, long epoch, long sequence) {
    Staging staging =
        new Staging(
            List.of(deadLetters),
            home.staging(epoch, sequence).toString(),
            Sequences.format(sequence));
    return letters
        .filter(new SelectLetters(selection, false))
        .map(new LetterToRow())
        .mapPartitions(new WriteTask(staging))
        .collect()
        .stream()
        .flatMap(report -> report.files().stream())
        .toList();
  }

  private static void check(String which, long found, long wanted) {
    if (found != wanted) {
      throw new IllegalStateException(
          "Wanted "
              + wanted
              + " "
              + which
              + " dead letters in the files of the request, found "
              + found
              + "; ask again with the files as they are now");
    }
  }

  private static String cause(Throwable failure) {
    return RootCause.of(failure).toString().lines().findFirst().orElse("");
  }
}
