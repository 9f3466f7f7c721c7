package io.keystream.lab.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keystream.lab.LabException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private static final Placeholders PLACEHOLDERS =
      new Placeholders(Map.of("home", "/user/$1", "group-id", "g"));

  @Test
  void valuesTakeTheirPlaces() {
    assertThat(PLACEHOLDERS.fill("ls <home>/ledger <home> --group <group-id>"))
        .isEqualTo("ls /user/$1/ledger /user/$1 --group g");
    assertThat(PLACEHOLDERS.with("home", "/h").fill("<home>")).isEqualTo("/h");
  }

  @Test
  void oneWithoutAValueIsNamed() {
    assertThatThrownBy(() -> PLACEHOLDERS.fill("ls <home> <each of these files>"))
        .isInstanceOf(LabException.class)
        .hasMessage("No value for <each of these files> in: ls <home> <each of these files>");
  }

  @Test
  void redirectionsAreNone() {
    assertThat(Placeholders.of("sort < file; cat <<<text; x 2>&1 <topic>"))
        .containsExactly("topic");
  }
}
