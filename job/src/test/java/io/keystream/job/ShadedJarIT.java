package io.keystream.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is in the jar that is shipped: the list {@code src/shade/contents.txt} holds every package
 * with classes, the folder of the runbooks, and every other file. After a change that is meant,
 * write it anew with
 *
 * <pre>mvn -pl security,job verify -Dit.test=ShadedJarIT -Dkeystream.contents.update=true</pre>
 *
 * and review the difference.
 */
class ShadedJarIT {
  private static final Path CONTENTS = Path.of("src/shade/contents.txt");
  private static final String PAGES = "io/keystream/job/explain/pages/";
  private static final String UPDATE = "keystream.contents.update";
  private static final long MOST_BYTES = 25L << 20;

  private static Path file;
  private static JarFile jar;

  @BeforeAll
  static void openJar() throws IOException {
    file = Path.of(System.getProperty("keystream.jar"));
    jar = new JarFile(file.toFile());
  }

  @AfterAll
  static void closeJar() throws IOException {
    jar.close();
  }

  @Test
  void holdsWhatIsCheckedIn() throws IOException {
    List<String> found = contents();
    if (Boolean.getBoolean(UPDATE)) {
      Files.createDirectories(CONTENTS.getParent());
      Files.write(CONTENTS, found);
    }

    assertThat(found)
        .as(
            "Contents of %s differ from job/%s. If that is meant: mvn -pl security,job verify"
                + " -Dit.test=ShadedJarIT -D%s=true, and review the difference",
            file.getFileName(), CONTENTS, UPDATE)
        .isEqualTo(Files.readAllLines(CONTENTS));
  }

  @Test
  void isNoLargerThanItMayBe() throws IOException {
    assertThat(Files.size(file)).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void holdsNoSignatureOfAnotherJarAndNoModule() {
    assertThat(names())
        .noneMatch(name -> name.matches("(?i)META-INF/.*\\.(SF|RSA|DSA|EC)"))
        .noneMatch(name -> name.endsWith("module-info.class"));
  }

  @Test
  void holdsNoEntryTwice() {
    assertThat(names()).doesNotHaveDuplicates();
  }

  @Test
  void holdsNothingThatTheClusterProvides() {
    assertThat(classes())
        .noneMatch(name -> name.startsWith("org/apache/hadoop/"))
        .noneMatch(name -> name.startsWith("scala/"))
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .noneMatch(name -> name.startsWith("org/apache/logging/"))
        .noneMatch(name -> name.startsWith("com/fasterxml/"))
        .filteredOn(name -> name.startsWith("org/apache/spark/"))
        .isNotEmpty()
        .allMatch(
            name ->
                name.startsWith("org/apache/spark/streaming/kafka010/")
                    || name.startsWith("org/apache/spark/kafka010/")
                    || name.equals("org/apache/spark/unused/UnusedStubClass.class"));
  }

  @Test
  void holdsLibrariesOfItsOwnOnlyUnderItsOwnName() {
    assertThat(classes())
        .noneMatch(name -> name.startsWith("picocli/"))
        .noneMatch(name -> name.startsWith("org/snakeyaml/"))
        .anyMatch(name -> name.startsWith("io/keystream/shaded/picocli/"))
        .anyMatch(name -> name.startsWith("io/keystream/shaded/snakeyaml/"));
  }

  /** Without it Spark fetches no Kafka token, and says so at DEBUG only. */
  @Test
  void namesTheKafkaTokenProvider() throws IOException {
    assertThat(lines("META-INF/services/org.apache.spark.security.HadoopDelegationTokenProvider"))
        .contains("org.apache.spark.kafka010.KafkaDelegationTokenProvider");
  }

  @Test
  void everyServiceNamesClassesThatAreThere() throws IOException {
    for (String name : names()) {
      if (name.startsWith("META-INF/services/") && !name.endsWith("/")) {
        assertThat(lines(name))
            .as(name)
            .isNotEmpty()
            .allMatch(service -> jar.getEntry(service.replace('.', '/') + ".class") != null);
      }
    }
  }

  @Test
  void namesLoginModulesWhereJaasLooksForThem() {
    assertThat(classes())
        .contains(
            "org/apache/kafka/common/security/scram/ScramLoginModule.class",
            "io/keystream/security/token/DelegationTokenCallbackHandler.class",
            "io/keystream/job/lifecycle/StreamingJob.class");
  }

  @Test
  void startsTheCommandLineAndKnowsItsVersion() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();

    assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS))
        .isEqualTo("io.keystream.job.cli.Keystream");
    assertThat(file.getFileName())
        .hasToString(
            "keystream-" + manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION) + ".jar");
  }

  private static List<String> contents() {
    TreeSet<String> contents = new TreeSet<>();
    for (String name : names()) {
      if (name.endsWith(".class")) {
        contents.add(name.substring(0, name.lastIndexOf('/') + 1));
      } else if (name.startsWith(PAGES)) {
        contents.add(PAGES);
      } else if (!name.endsWith("/")) {
        contents.add(name);
      }
    }
    return List.copyOf(contents);
  }

  private static List<String> classes() {
    return names().stream().filter(name -> name.endsWith(".class")).toList();
  }

  private static List<String> names() {
    return jar.stream().map(ZipEntry::getName).toList();
  }

  private static List<String> lines(String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    try (InputStream in = jar.getInputStream(entry);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }
}
