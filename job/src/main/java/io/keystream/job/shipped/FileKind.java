package io.keystream.job.shipped;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** What a file is for, and so how it is proved before it replaces another. */
public interface FileKind {
  /**
   * Uses the file as the job would.
   *
   * @param place where shipped files are, those that are to be replaced together with this one, too
   * @throws IOException if it does not do; the message says why
   */
  void prove(Path file, UnaryOperator<String> place) throws IOException;

  /**
   * What can be told of the file without telling a secret.
   *
   * @param place where the shipped files are that it is read with
   */
  String describe(Path file, UnaryOperator<String> place) throws IOException;

  /** Whether the process has to have logged in to the cluster before it can prove the file. */
  default boolean needsLogin() {
    return true;
  }

  /** A file that has several purposes, all of which it has to serve. */
  default FileKind and(FileKind other) {
    FileKind first = this;
    return new FileKind() {
      @Override
      public void prove(Path file, UnaryOperator<String> place) throws IOException {
        first.prove(file, place);
        other.prove(file, place);
      }

      @Override
      public boolean needsLogin() {
        return first.needsLogin() || other.needsLogin();
      }

      @Override
      public String describe(Path file, UnaryOperator<String> place) throws IOException {
        return first.describe(file, place);
      }
    };
  }
}
