package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.output.LocalSpark;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

class LoggedEntryTest {
  private static final String KEY = "mdc.entry";

  @RegisterExtension private static final LocalSpark spark = new LocalSpark();

  @AfterEach
  void end() {
    LoggedEntry.end(context());
  }

  @Test
  void theCallingThreadAndItsTasksNameTheEntryUntilItEnds() {
    LoggedEntry.begin(context(), 41);
    LoggedEntry.begin(context(), 42);

    assertThat(MDC.get(KEY)).isEqualTo("42");
    assertThat(ofTasks()).containsOnly("42");

    LoggedEntry.end(context());

    assertThat(MDC.get(KEY)).isNull();
    assertThat(ofTasks()).containsOnly("null");
  }

  private static List<String> ofTasks() {
    return context()
        .parallelize(List.of(1, 2, 3, 4), 4)
        .map(number -> Objects.toString(MDC.get(KEY)))
        .collect();
  }

  private static JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.session().sparkContext());
  }
}
