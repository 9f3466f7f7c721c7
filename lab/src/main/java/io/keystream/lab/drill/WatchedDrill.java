package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.gateway.Pipeline;
import java.io.IOException;
import java.util.function.Consumer;

/** A drill on a job that is watched as in production, with somebody who follows the runbooks. */
abstract class WatchedDrill implements Scenario {
  private static final String BATCH_INTERVAL = "2s";

  private final String name;
  private final String description;

  WatchedDrill(String name, String description) {
    this.name = name;
    this.description = description;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  /** What the job needs beside what every job under load has. */
  LoadedJob prepared(LoadedJob job) throws IOException {
    return job;
  }

  /** Breaks something, and does what the runbooks say. */
  abstract void happens(Incident incident) throws IOException, InterruptedException;

  @Override
  public final Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return prepared(new LoadedJob(lab, Pipeline.of(name, BATCH_INTERVAL)).watched(say))
        .run(job -> happens(new Incident(lab, job, say)));
  }
}
