package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

/** What is said of a pipeline.yaml that is wrong. */
final class Problems {
  private Problems() {}

  static List<Problem> of(String yaml) {
    ConfigException exception =
        catchThrowableOfType(ConfigException.class, () -> PipelineConfig.parse(yaml, "test"));
    assertThat(exception).as(yaml).isNotNull();
    return exception.problems();
  }

  static Problem only(String yaml) {
    List<Problem> problems = of(yaml);
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }
}
