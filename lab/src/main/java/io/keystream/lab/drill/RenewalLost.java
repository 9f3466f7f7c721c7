package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.process.Command;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes away all that gives tokens, just when Spark fetches some: the broker is killed and the
 * NameNode in safe mode, so that Spark plans the next fetch for the end of time. The tokens end
 * soon after.
 */
final class RenewalLost implements Scenario {
  private static final Pattern PLAN =
      Pattern.compile("Calculated delay on renewal is (\\d+),.* current time (\\d+)");
  private static final String NEVER = "based on next renewal " + Long.MAX_VALUE;
  private static final Duration BROKER_BEFORE = Duration.ofSeconds(15);
  private static final Duration NAMENODE_BEFORE = Duration.ofSeconds(6);
  private static final Duration FETCH = Duration.ofSeconds(40);
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(3);

  /** What is logged when a batch fails for want of a token. */
  private static final List<String> FAILURES =
      List.of("Error running job streaming job", "Lost task", "SaslAuthenticationException");

  @Override
  public String name() {
    return "renewal-lost";
  }

  @Override
  public String description() {
    return "broker and NameNode give no token when Spark renews, after which it never does again";
  }

  @Override
  public LabOptions lab(LabOptions defaults) {
    return ShortTokens.of(defaults, TOKEN_LIFE);
  }

  @Override
  public Outcome run(LabOptions options, Consumer<String> say)
      throws IOException, InterruptedException {
    Lab lab = Lab.startWith(options, say);
    return new LoadedJob(lab, Pipeline.of(name(), "2s"))
        .withSpark(
            Map.of(
                "spark.kafka.clusters.source.kafka.request.timeout.ms", "4000",
                "spark.kafka.clusters.source.kafka.default.api.timeout.ms", "8000"))
        .run(job -> lose(lab, job, say));
  }

  private static void lose(Lab lab, LoadedJob job, Consumer<String> say)
      throws IOException, InterruptedException {
    DriverLog log = new DriverLog(lab);
    Instant renewal = renewal(log);
    say.accept("Spark renews at " + renewal);
    sleepUntil(renewal.minus(BROKER_BEFORE));
    lab.kill("kafka");
    sleepUntil(renewal.minus(NAMENODE_BEFORE));
    safeMode(lab, "enter");
    log.await(NEVER, FETCH.plus(NAMENODE_BEFORE));
    say.accept("Spark has got no token, and will not ask again");
    safeMode(lab, "leave");
    lab.start("kafka");
    job.awaitCommitAfter(job.committed());
    say.accept(log.await("Renewed tokens that Spark had not renewed", FETCH));
    sleepUntil(renewal.plus(TOKEN_LIFE));
    job.awaitCommitAfter(job.committed());
    int repairs = log.lines("Renewed tokens that Spark").size();
    say.accept(repairs + " renewals in the place of Spark, the old tokens have ended");
    log.report(FAILURES, job);
  }

  private static Instant renewal(DriverLog log) throws IOException {
    List<String> plans = log.lines("Calculated delay on renewal");
    Matcher plan = PLAN.matcher(plans.isEmpty() ? "" : plans.get(plans.size() - 1));
    if (!plan.find()) {
      throw new IOException("Spark's log does not say when it renews tokens: " + plans);
    }
    return Instant.ofEpochMilli(Long.parseLong(plan.group(2)) + Long.parseLong(plan.group(1)));
  }

  private static void sleepUntil(Instant time) throws InterruptedException {
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), time).toMillis()));
  }

  private static void safeMode(Lab lab, String verb) {
    lab.run(Command.of("hdfs", "dfsadmin", "-safemode", verb).as(LabUser.ADMIN)).orThrow();
  }
}
