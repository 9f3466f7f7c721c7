package io.keystream.security.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeytabFileTest {
  @TempDir private Path folder;

  @Test
  void tellsTheNewestKeysOfAPrincipal() throws Exception {
    Path file =
        new TestKeytab()
            .with("job@R", 3, TestKeytab.RC4)
            .withHole(40)
            .with("job@R", 300, 18)
            .with("job@R", 300, 17)
            .with("HTTP/host@R", 1, 18)
            .to(folder.resolve("a.keytab"));

    KeytabFile keytab = KeytabFile.read(file);

    assertThat(keytab.newest("job@R"))
        .hasValueSatisfying(
            newest -> {
              assertThat(newest.kvno()).isEqualTo(300);
              assertThat(newest.written()).isEqualTo(TestKeytab.WRITTEN);
            });
    assertThat(keytab.newestTypes("job@R"))
        .hasToString("[aes256-cts-hmac-sha1-96, aes128-cts-hmac-sha1-96]");
    assertThat(keytab.principals()).containsExactly("HTTP/host@R", "job@R");
    assertThat(keytab.newest("other@R")).isEmpty();
  }

  @Test
  void refusesWhatIsNoKeytab() throws Exception {
    Path file = Files.writeString(folder.resolve("vault.keytab"), "$ANSIBLE_VAULT;1.1;AES256");

    assertThatThrownBy(() -> KeytabFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is no keytab: wanted a file that begins with the bytes 05 02");
  }

  @Test
  void refusesAKeytabThatWasCut() throws Exception {
    byte[] whole = new TestKeytab().with("job@R", 1, 18).toBytes();
    Path file = Files.write(folder.resolve("cut.keytab"), Arrays.copyOf(whole, whole.length - 5));

    assertThatThrownBy(() -> KeytabFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is cut: its last entry is not whole");
  }
}
