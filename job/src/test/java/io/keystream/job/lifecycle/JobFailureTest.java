package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.ledger.FencedException;
import io.keystream.job.ledger.LedgerException;
import io.keystream.job.source.DataLossException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobFailureTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            catchThrowable(() -> PipelineConfig.parse("name: X", "pipeline.yaml")),
            ExitCode.CONFIGURATION),
        Arguments.of(new FencedException("fenced"), ExitCode.FENCED),
        Arguments.of(new DataLossException("lost"), ExitCode.DATA_LOST),
        Arguments.of(new LedgerException("damaged"), ExitCode.LEDGER),
        Arguments.of(new SparkException("Job aborted: other", null), ExitCode.UNEXPECTED),
        Arguments.of(new IOException("broken pipe"), ExitCode.UNEXPECTED));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyExceptionHasItsExitCode(Exception failure, ExitCode code) {
    assertThat(JobFailure.of(failure).exitCode()).isEqualTo(code);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyExceptionHasItsExitCodeHoweverDeepItLies(Exception failure, ExitCode code) {
    Throwable wrapped =
        new SparkException("outer", new ExecutionException("middle", new IOException(failure)));

    assertThat(JobFailure.of(wrapped).exitCode()).isEqualTo(code);
  }

  @Test
  void tellsTheMessageOfTheCauseThatIsKnownAndKeepsTheWholeChain() {
    Throwable wrapped = new IllegalStateException("outer", new FencedException("epoch 3 closed"));

    JobFailure failure = JobFailure.of(wrapped);

    assertThat(failure)
        .hasMessage("Keystream stopped with exit code 12: epoch 3 closed")
        .hasCause(wrapped);
  }

  @Test
  void tellsAnUnknownFailureByItsClass() {
    assertThat(JobFailure.of(new IllegalStateException((String) null)))
        .hasMessage("Keystream stopped with exit code 15: java.lang.IllegalStateException");
  }

  @Test
  void keepsAFailureThatIsAlreadyOne() {
    JobFailure failure = new JobFailure(ExitCode.DYNAMIC_ALLOCATION, "on");

    assertThat(JobFailure.of(failure)).isSameAs(failure);
  }

  @Test
  void everyExitCodeIsDocumentedOnce() {
    assertThat(ExitCode.values()).extracting(ExitCode::code).doesNotHaveDuplicates();
    assertThat(ExitCode.values())
        .allSatisfy(code -> assertThat(code.meaning()).isNotBlank().endsWith("."));
  }
}
