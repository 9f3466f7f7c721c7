package io.keystream.job.jdbc;

import io.keystream.job.config.JdbcOutputConfig;
import io.keystream.job.sink.Sink;
import io.keystream.job.sink.SinkFactory;

/** Makes sinks for a table. */
public record JdbcSinks(JdbcTarget target) implements SinkFactory {
  private static final long serialVersionUID = 1L;

  /** Sinks as configured. */
  public static JdbcSinks of(JdbcOutputConfig config) {
    return new JdbcSinks(JdbcTarget.of(config));
  }

  @Override
  public Sink create() {
    return new JdbcSink(target);
  }
}
