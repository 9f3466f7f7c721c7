package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A copy of a release with another's principal and keytab. */
final class GuestsRelease {
  private final Lab lab;
  private final Gateway gateway;
  private final Path folder;

  /**
   * Makes the copy.
   *
   * @param folder an empty one, or one that is not there
   */
  GuestsRelease(Lab lab, Gateway gateway, Path folder) throws IOException {
    this.lab = lab;
    this.gateway = gateway;
    this.folder = folder;
    Path current = gateway.folder().resolve("current").toRealPath();
    lab.run(Command.of("cp", "-rT", current.toString(), folder.toString())).orThrow();
    Path submit = folder.resolve("submit.properties");
    String guests =
        Files.readString(submit)
            .replaceAll("(?m)^principal=.*", "principal=guest@KEYSTREAM.LAB")
            .replaceAll("(?m)^keytab=.*", "keytab=" + lab.folders().keytab("guest"));
    Files.delete(submit);
    Files.writeString(submit, guests);
  }

  /** Runs a verb, which must be refused because of the home of the job. */
  void assertRefused(String... verb) {
    List<String> command = new ArrayList<>(List.of(verb));
    command.add(0, gateway.folder().resolve("bin/keystream").toString());
    CommandResult refused =
        lab.run(Command.of(command).with("KEYSTREAM_RELEASE", folder.toString()));
    assertThat(refused.exitCode()).as(refused.output()).isEqualTo(1);
    assertThat(refused.stdout()).isEmpty();
    assertThat(refused.stderr())
        .contains("Principal guest@KEYSTREAM.LAB may not use " + gateway.pipeline().home())
        .contains("Permission denied: user=guest");
  }
}
