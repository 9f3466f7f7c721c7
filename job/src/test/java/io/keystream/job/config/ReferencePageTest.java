package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/configuration.md} in step with the keys. */
class ReferencePageTest {
  private static final String COMMAND =
      "mvn -q -pl job -am test -Dtest=ReferencePageTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dkeystream.docs.update=true";

  @Test
  void pageIsInStepWithTheKeys() throws IOException {
    Path page = Path.of("..", "docs", "configuration.md");
    String expected = ReferencePage.render(COMMAND);
    if (Boolean.getBoolean("keystream.docs.update")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, expected);
    }
    assertThat(page).as("the reference page; make it with: %s", COMMAND).exists();
    assertThat(Files.readString(page))
        .as("docs/configuration.md is out of step with the keys; make it anew with: %s", COMMAND)
        .isEqualTo(expected);
  }

  @Test
  void exampleIsValid() {
    assertThat(PipelineConfig.parse(ReferencePage.EXAMPLE, "example").name())
        .isEqualTo("access-logs");
  }
}
