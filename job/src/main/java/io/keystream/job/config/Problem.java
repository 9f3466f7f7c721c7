package io.keystream.job.config;

/**
 * One thing wrong with a {@code pipeline.yaml}.
 *
 * @param path dotted path of the key, empty for the file as a whole
 * @param line line in the file, from 1
 * @param wanted what would have been right
 * @param found what was there
 * @param remedy what to do
 */
public record Problem(String path, int line, String wanted, String found, String remedy) {
  @Override
  public String toString() {
    String where = path.isEmpty() ? "line " + line : path + " (line " + line + ")";
    return where + "\n   found:  " + found + "\n   wanted: " + wanted + "\n   to do:  " + remedy;
  }
}
