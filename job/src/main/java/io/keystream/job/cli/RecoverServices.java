package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import java.util.List;
import java.util.Optional;

/** What is said of the services that the job needs. */
final class RecoverServices {
  private static final String FOLDER = RecoverDiagnosis.FOLDER;

  private RecoverServices() {}

  static List<RecoverFinding> of(RecoverFacts facts) {
    return List.of(
        service(
            "hdfs",
            "the file system of " + facts.scope().home(),
            facts.hdfs(),
            "mend-job.md#hdfs-away"),
        service("yarn", "the ResourceManager", facts.yarn(), "mend-preflight.md#resourcemanager"),
        kafka(facts));
  }

  /** Of a principal that could not log in. */
  static RecoverFinding refusedLogin(String problem) {
    return RecoverFinding.fail(
        "login",
        "the login of the job's principal with its keytab; nothing else answers without it",
        problem.lines().findFirst().orElse(""),
        NextStep.page(problem, FOLDER + "mend-preflight.md#keytab-login"),
        ExitCode.LOGIN);
  }

  private static RecoverFinding service(
      String id, String lookedAt, Asked<String> answer, String page) {
    return answer.failed()
        ? away(id, lookedAt, answer.problem(), page)
        : RecoverFinding.ok(id, lookedAt, answer.answer());
  }

  private static RecoverFinding kafka(RecoverFacts facts) {
    String lookedAt = "the brokers, and what the topics hold beyond the ledger";
    if (!facts.scope().readsKafka()) {
      return RecoverFinding.ok("kafka", lookedAt, "the pipeline reads nothing of Kafka");
    }
    if (facts.kafka().failed()) {
      return away("kafka", lookedAt, facts.kafka().problem(), "mend-job.md#brokers-away");
    }
    Optional<KafkaLag> lag = facts.kafka().answer();
    if (lag.filter(each -> !each.lost().isEmpty()).isPresent()) {
      return lost(lookedAt, lag.get().lost(), facts.scope().recordsLoss());
    }
    return RecoverFinding.ok(
        "kafka", lookedAt, "answers" + lag.map(each -> "; " + each.forPeople()).orElse(""));
  }

  private static RecoverFinding lost(String lookedAt, List<String> lost, boolean recorded) {
    String page = FOLDER + "check-job.md#records-that-are-gone";
    String found = "Kafka no longer has what is to be read in " + lost.size() + " partitions";
    RecoverFinding finding =
        recorded
            ? RecoverFinding.warn(
                "kafka", lookedAt, found + "; the next batch records that and goes on", page)
            : RecoverFinding.fail("kafka", lookedAt, found, page, ExitCode.DATA_LOST);
    return finding.saying(lost);
  }

  private static RecoverFinding away(String id, String lookedAt, String problem, String page) {
    return RecoverFinding.fail(
        id, lookedAt, problem, NextStep.page(problem, FOLDER + page), ExitCode.FAILED);
  }
}
