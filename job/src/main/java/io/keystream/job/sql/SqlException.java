package io.keystream.job.sql;

import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.trees.Origin;
import scala.Option;

/**
 * SQL that is refused; the message says where in the text, with line and column from 1, and why.
 */
public final class SqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private SqlException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A refusal of our own. */
  static SqlException at(Origin origin, String reason) {
    return new SqlException(where(origin.line(), origin.startPosition()) + reason, null);
  }

  /** A refusal of Spark's, in its words. */
  static SqlException of(Throwable refusal) {
    if (refusal instanceof SqlException own) {
      return own;
    }
    if (refusal instanceof AnalysisException analysis) {
      return new SqlException(
          where(analysis.line(), analysis.startPosition()) + firstLine(analysis.message()),
          refusal);
    }
    if (refusal instanceof StackOverflowError) {
      return new SqlException("nested too deeply", null);
    }
    return new SqlException(firstLine(String.valueOf(refusal.getMessage())), refusal);
  }

  private static String where(Option<Object> line, Option<Object> startPosition) {
    if (line.isEmpty() || startPosition.isEmpty()) {
      return "";
    }
    int column = (Integer) startPosition.get() + 1;
    return "line " + line.get() + ", column " + column + ": ";
  }

  /** Spark's further lines repeat the text, or advise on commands that are none of ours. */
  private static String firstLine(String message) {
    return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
  }
}
