package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.security.preflight.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That operators find every check in the runbook, and no other there. */
class PreflightChecksTest {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern IN_JAVA =
      Pattern.compile(
          "(?:Check\\.(?:error|warning)|writable|readable|sameFileSystem|group)"
              + "\\(\\s*\"([a-z][a-z-]+)\"");
  private static final Pattern IN_ANSIBLE = Pattern.compile("(?m)^\\s+(?:- )?id: ([a-z-]+)$");
  private static final Pattern ANCHOR = Pattern.compile("(?m)^### ([a-z-]+)$");

  @TempDir private Path temporary;

  @Test
  void everyCheckStandsInTheRunbookAndNothingElseDoes() throws Exception {
    Set<String> known = new TreeSet<>();
    known.addAll(found(CHECKOUT.resolve("security/src/main/java"), ".java", IN_JAVA));
    known.addAll(found(CHECKOUT.resolve("job/src/main/java"), ".java", IN_JAVA));
    known.addAll(
        found(CHECKOUT.resolve("ansible/roles/keystream_preflight/tasks"), ".yml", IN_ANSIBLE));

    String page = Files.readString(CHECKOUT.resolve("runbooks/procedures/mend-preflight.md"));

    assertThat(matches(page, ANCHOR)).as("sections of the page").isEqualTo(known);
  }

  @Test
  void aReleaseIsLookedAtFromItsJarToItsTopics() throws Exception {
    Release release = Release.load(Releases.complete(temporary.resolve("release")));
    try (PreflightChecks checks = new PreflightChecks(release, new Configuration(false))) {
      assertThat(checks.all().stream().map(Check::id).distinct())
          .contains("jar", "secrets", "java-options", "spark-settings", "keytab-keys", "krb5-conf")
          .contains("kdc", "clock", "keytab-login", "keytab-kvno", "namenode", "hdfs-quota")
          .contains("hdfs-flush", "hdfs-token", "resourcemanager", "yarn-capacity", "yarn-restart")
          .contains("names", "truststore", "tls", "kafka-login", "kafka-advertised")
          .contains("kafka-token-life", "kafka-retention", "kafka-executor-group", "output-path");
    }
  }

  private static Set<String> found(Path folder, String ending, Pattern pattern) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.filter(file -> file.toString().endsWith(ending)).toList();
      Set<String> found = new TreeSet<>();
      for (Path file : all) {
        found.addAll(matches(Files.readString(file), pattern));
      }
      return found;
    }
  }

  private static Set<String> matches(String text, Pattern pattern) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
