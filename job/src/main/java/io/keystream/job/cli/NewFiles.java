package io.keystream.job.cli;

import io.keystream.job.shipped.Replacement.NewFile;
import io.keystream.job.shipped.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files that were proved, and are to replace others of these names. */
final class NewFiles {
  private final Map<String, byte[]> contents = new LinkedHashMap<>();
  private final Map<String, String> abouts = new LinkedHashMap<>();

  void add(String name, byte[] content, String about) {
    contents.put(name, content);
    abouts.put(name, about);
  }

  Map<String, byte[]> contents() {
    return contents;
  }

  /** Names and digests. */
  List<NewFile> list() {
    return contents.entrySet().stream()
        .map(file -> new NewFile(file.getKey(), Sha256.of(file.getValue())))
        .toList();
  }

  /** What can be told of a file. */
  String about(String name) {
    return abouts.get(name);
  }
}
