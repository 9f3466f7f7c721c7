package io.keystream.job.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What differs between the files of two releases, key by key where a file has keys. */
final class ReleaseDifferences {
  private static final String JAR = "keystream.jar";
  private static final Attributes.Name VERSION = Attributes.Name.IMPLEMENTATION_VERSION;

  /** Compared by their keys, or told by the jar already. */
  private static final Set<String> NOT_BY_CONTENT =
      Set.of(JAR, "keystream.cdx.json", "pipeline.yaml", "spark.conf", "submit.properties");

  /** None of these files is to hold a secret; should one, it is not to be shown. */
  private static final Pattern SECRET = Pattern.compile("(?i)password|passwd|secret|credential");

  private static final String HIDDEN = "***";

  /**
   * One file, or one key of it.
   *
   * @param key null for a file as a whole
   * @param before null where there was none; stars for what may be secret
   * @param after likewise
   */
  record Difference(String file, String key, String before, String after) {
    String forPeople() {
      String what = key == null ? file : file + " " + key;
      return what + ": " + shown(before) + " -> " + shown(after);
    }

    private static String shown(String value) {
      return value == null ? "(none)" : value;
    }
  }

  private final Release before;
  private final Release after;
  private final List<Difference> found = new ArrayList<>();

  private ReleaseDifferences(Release before, Release after) {
    this.before = before;
    this.after = after;
  }

  /** All differences, those of the jar first. */
  static List<Difference> between(Release before, Release after) throws IOException {
    ReleaseDifferences differences = new ReleaseDifferences(before, after);
    differences.jar();
    differences.keys("pipeline.yaml", pipeline(before), pipeline(after));
    differences.keys("spark.conf", before.sparkConf(), after.sparkConf());
    differences.keys("submit.properties", submit(before), submit(after));
    differences.otherFiles();
    return List.copyOf(differences.found);
  }

  private void jar() throws IOException {
    if (Files.mismatch(before.jar(), after.jar()) >= 0) {
      found.add(new Difference(JAR, null, version(before.jar()), version(after.jar())));
    }
  }

  private static String version(Path jar) throws IOException {
    String version = null;
    if (Files.size(jar) > 0) {
      try (JarFile opened = new JarFile(jar.toFile())) {
        Manifest manifest = opened.getManifest();
        version = manifest == null ? null : manifest.getMainAttributes().getValue(VERSION);
      }
    }
    return (version == null ? "no version" : version) + ", " + size(jar);
  }

  private void keys(String file, Map<String, String> old, Map<String, String> young) {
    Set<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(young.keySet());
    for (String key : keys) {
      String from = old.get(key);
      String to = young.containsKey(key) ? placed(young.get(key)) : null;
      if (from == null || !from.equals(to)) {
        boolean secret = SECRET.matcher(key).find();
        found.add(new Difference(file, key, hide(from, secret), hide(to, secret)));
      }
    }
  }

  private static String hide(String value, boolean secret) {
    return value == null || !secret ? value : HIDDEN;
  }

  private void otherFiles() throws IOException {
    Set<String> names = new TreeSet<>(names(before.folder()));
    names.addAll(names(after.folder()));
    for (String name : names) {
      Path old = before.folder().resolve(name);
      Path young = after.folder().resolve(name);
      if (!Files.exists(old) || !Files.exists(young) || !areAlike(old, young)) {
        found.add(new Difference(name, null, size(old), size(young)));
      }
    }
  }

  /** Whatever their encoding is. */
  private boolean areAlike(Path old, Path young) throws IOException {
    return Files.mismatch(old, young) < 0
        || Files.readString(old, StandardCharsets.ISO_8859_1)
            .equals(placed(Files.readString(young, StandardCharsets.ISO_8859_1)));
  }

  /** With the folder of the job that runs, for a release that is laid out in another to be seen. */
  private String placed(String text) {
    return text.replace(folderOfJob(after), folderOfJob(before));
  }

  private static String folderOfJob(Release release) {
    return release.folder().toAbsolutePath().resolve("../..").normalize().toString();
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !NOT_BY_CONTENT.contains(name))
          .collect(Collectors.toSet());
    }
  }

  private static String size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) + " bytes" : null;
  }

  /** With every default filled in, so that a key that is new and left out does not differ. */
  private static Map<String, String> pipeline(Release release) {
    return release
        .pipeline()
        .canonical()
        .lines()
        .map(line -> line.split(" = ", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static Map<String, String> submit(Release release) {
    Map<String, String> settings = new TreeMap<>();
    for (String key : release.submit().stringPropertyNames()) {
      settings.put(key, release.submit().getProperty(key));
    }
    return settings;
  }
}
