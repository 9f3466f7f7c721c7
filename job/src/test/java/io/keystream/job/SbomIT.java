package io.keystream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The list of what is in the shaded jar, which Maven writes beside it with {@code -Psbom}, and the
 * page that says why each is there.
 */
class SbomIT {
  private static final Path PAGE = Path.of("../docs/dependencies.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`|]+:[^`|]+)` \\| ([^ |]+) \\|");
  private static final Pattern SHADED = Pattern.compile("<include>([^<]+:[^<]+)</include>");

  private static JsonNode sbom;

  @BeforeAll
  static void readSbom() throws IOException {
    Path file = Path.of(System.getProperty("keystream.sbom"));
    assumeThat(file).as("made with -Psbom, as kit does; not offline").exists();
    sbom = new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void listsWhatTheShadedJarIsMadeOf() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (JsonNode component : sbom.path("components")) {
      listed.add(
          component.path("group").asText().equals("io.keystream")
              ? "io.keystream:*"
              : name(component));
    }

    assertThat(listed).isEqualTo(shaded());
  }

  @Test
  void thePageListsTheSameInTheSameVersions() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (JsonNode component : sbom.path("components")) {
      listed.add(name(component) + " " + component.path("version").asText());
    }
    Set<String> described = new TreeSet<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      described.add(row.group(1) + " " + row.group(2));
    }

    assertThat(described)
        .as("The table in docs/dependencies.md; look for CVEs of what is new, too")
        .isEqualTo(listed);
  }

  @Test
  void isTheSameFromBuildToBuild() {
    assertThat(sbom.has("serialNumber")).isFalse();
    assertThat(sbom.path("metadata").has("timestamp")).isFalse();
  }

  private static String name(JsonNode component) {
    return component.path("group").asText() + ":" + component.path("name").asText();
  }

  /** What the shade plugin is told to take. */
  private static Set<String> shaded() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    int begin = pom.indexOf("<artifactSet>");
    Matcher include = SHADED.matcher(pom.substring(begin, pom.indexOf("</artifactSet>", begin)));
    Set<String> found = new TreeSet<>();
    while (include.find()) {
      found.add(include.group(1).replace("${scala.binary.version}", "2.12"));
    }
    return found;
  }
}
