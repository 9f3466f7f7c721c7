package io.keystream.job.config;

/**
 * A folder on a cluster file system, normalized for comparison: no trailing slash, scheme and
 * authority apart.
 */
record FolderPath(String fileSystem, String path) {

  static FolderPath of(String text) {
    int scheme = text.indexOf("://");
    int start = scheme < 0 ? 0 : text.indexOf('/', scheme + 3);
    String path = text.substring(start);
    return new FolderPath(
        text.substring(0, start), path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  FolderPath child(String name) {
    return new FolderPath(fileSystem, path + "/" + name);
  }

  /**
   * Whether this is {@code other} or lies below it. A path without a file system may be on any, so
   * it is taken to be on the same.
   */
  boolean isWithin(FolderPath other) {
    boolean mayShare =
        fileSystem.isEmpty() || other.fileSystem.isEmpty() || fileSystem.equals(other.fileSystem);
    return mayShare && (path + "/").startsWith(other.path + "/");
  }

  String text() {
    return fileSystem + path;
  }
}
