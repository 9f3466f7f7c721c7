package io.keystream.job.shipped;

import io.keystream.job.ledger.LedgerJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How executors come to the files that the driver has taken up: each task carries their digests,
 * and reads those that its process does not have from the application's staging folder.
 */
public final class TaskFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TaskFiles.class);
  private static final String PROPERTY = "keystream.shipped-files";

  /**
   * What tasks carry.
   *
   * @param generation of the request that the driver answered last
   * @param staging the application's staging folder
   * @param sha256 digests by the names of the files
   */
  record Wanted(long generation, String staging, Map<String, String> sha256) {}

  /** Of the driver. */
  private static volatile String newest;

  /** Of this process. */
  private static volatile long taken;

  private TaskFiles() {}

  /** Has tasks take up these files from now on. */
  static void announce(Wanted wanted) {
    newest = LedgerJson.write(wanted);
  }

  /** Gives the tasks of the calling thread to know which files there are; in the driver. */
  public static void giveTo(JavaSparkContext context) {
    if (newest != null) {
      context.setLocalProperty(PROPERTY, newest);
    }
  }

  /** Takes up what the running task carries; before it opens a client that reads such files. */
  public static void takeUp() {
    TaskContext task = TaskContext.get();
    String carried = task == null ? null : task.getLocalProperty(PROPERTY);
    if (carried != null) {
      takeUp(LedgerJson.read(carried, Wanted.class, PROPERTY));
    }
  }

  /** A file that cannot be read leaves the one before, which may do, until the next task. */
  private static void takeUp(Wanted wanted) {
    if (wanted.generation() <= taken) {
      return;
    }
    synchronized (TaskFiles.class) {
      if (wanted.generation() > taken) {
        try {
          replace(wanted, Path.of(""), staged(wanted));
          taken = wanted.generation();
        } catch (IOException e) {
          LOG.error("This process goes on with the files before: {}", e.getMessage(), e);
        }
      }
    }
  }

  private static StagedCopies staged(Wanted wanted) throws IOException {
    return new StagedCopies(
        new org.apache.hadoop.fs.Path(wanted.staging()),
        SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf()));
  }

  /** Replaces the files of a container that are not what is wanted. */
  static void replace(Wanted wanted, Path container, StagedCopies staged) throws IOException {
    for (Map.Entry<String, String> file : wanted.sha256().entrySet()) {
      Path local = container.resolve(file.getKey());
      if (LocalCopy.sha256(local).equals(file.getValue())) {
        continue;
      }
      byte[] content = staged.read(file.getKey());
      if (!Sha256.of(content).equals(file.getValue())) {
        throw new IOException(
            file.getKey() + " in " + staged.folder() + " is not what the driver took up");
      }
      LocalCopy.replace(local, content);
      LOG.info("Took up {}, generation {}", file.getKey(), wanted.generation());
    }
  }
}
