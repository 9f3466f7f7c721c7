package io.keystream.security.kerberos;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeytabTest {
  @TempDir private Path folder;

  @Test
  void aFileWithoutKeysIsNoKeytab() throws Exception {
    Path file = Files.writeString(folder.resolve("empty.keytab"), "");

    assertThatThrownBy(() -> new Keytab("job@REALM", file).keyVersions())
        .isInstanceOf(IOException.class)
        .hasMessage("no usable key of job@REALM");
  }

  @Test
  void aFileThatIsNotThereIsSaidToBe() {
    Path file = folder.resolve("missing.keytab");

    assertThatThrownBy(() -> new Keytab("job@REALM", file).keyVersions())
        .isInstanceOf(IOException.class)
        .hasMessage("not readable");
  }
}
