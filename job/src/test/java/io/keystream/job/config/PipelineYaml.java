package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a pipeline.yaml for tests: as short as it may be, changed where a test needs it. */
public final class PipelineYaml {
  private static final String MINIMAL =
      """
      name: logs
      home: /user/k/logs
      source:
        kafka:
          bootstrap-servers: [b1:9093]
          topics: [access]
          security:
            truststore:
              location: ca.pem
      parse:
        format: access-log
      output:
        files:
          path: /data/logs
      """;

  private final String text;

  private PipelineYaml(String text) {
    this.text = text;
  }

  /** Only what has no default. */
  public static PipelineYaml minimal() {
    return new PipelineYaml(MINIMAL);
  }

  /** The same with its home, files and dead letters in a folder: home, out and dead. */
  public static PipelineYaml in(Path folder) {
    return minimal()
        .replace("/user/k/logs", folder + "/home")
        .replace("/data/logs", folder + "/out")
        .section("dead-letters", "path: " + folder + "/dead");
  }

  /** With another text in the place of one that is there. */
  public PipelineYaml replace(String present, String other) {
    assertThat(text).contains(present);
    return new PipelineYaml(text.replace(present, other));
  }

  /** With a section of these lines, in the place of the one of this name or else at the end. */
  public PipelineYaml section(String name, String... lines) {
    String section = name + ":\n" + indent(2, lines);
    Matcher present = Pattern.compile("(?m)^" + name + ":.*\n(?: .*\n)*").matcher(text);
    return new PipelineYaml(
        present.find() ? present.replaceFirst(Matcher.quoteReplacement(section)) : text + section);
  }

  /** With these lines in {@code output.files}, after the path. */
  public PipelineYaml files(String... lines) {
    return new PipelineYaml(
        text.replaceFirst(
            "(?m)^    path: .*\n", "$0" + Matcher.quoteReplacement(indent(4, lines))));
  }

  public String text() {
    return text;
  }

  public PipelineConfig config() {
    return PipelineConfig.parse(text, "test");
  }

  private static String indent(int spaces, String... lines) {
    return String.join("\n", lines).indent(spaces);
  }
}
