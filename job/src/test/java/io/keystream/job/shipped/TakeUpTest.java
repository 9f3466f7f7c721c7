package io.keystream.job.shipped;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.job.ledger.TestHome;
import io.keystream.job.shipped.Replacement.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeUpTest {
  private static final String APPLICATION = "application_1_2";
  private static final Instant NOW = Instant.parse("2026-01-31T10:15:30Z");
  private static final FileTime SUBMITTED = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir private Path folder;
  private TestHome home;
  private Mailbox mailbox;
  private Path cached;
  private Path link;
  private Path staged;

  /** Lets in what begins with "good". */
  private static class Fake implements FileKind {
    @Override
    public void prove(Path file, UnaryOperator<String> place) throws IOException {
      if (!Files.readString(file).startsWith("good")) {
        throw new IOException("the KDC does not know " + Files.readString(file));
      }
    }

    @Override
    public String describe(Path file, UnaryOperator<String> place) throws IOException {
      return Files.readString(file);
    }
  }

  @BeforeEach
  void submit() throws Exception {
    home = new TestHome(folder.resolve("home"));
    mailbox = new Mailbox(home.files(), home.home());
    cached = Files.createDirectories(folder.resolve("filecache/7")).resolve("job.keytab-uuid");
    Files.writeString(cached, "good 2");
    link = Files.createDirectory(folder.resolve("container")).resolve("job.keytab-uuid");
    Files.createSymbolicLink(link, cached);
    staged = Files.createDirectory(folder.resolve("staging")).resolve("job.keytab");
    Files.writeString(staged, "good 2");
    Files.setPosixFilePermissions(staged, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setLastModifiedTime(staged, SUBMITTED);
  }

  @Test
  void aDriverSaysWhichFilesItHas() throws Exception {
    begin(APPLICATION, "1");

    assertThat(mailbox.copies().orElseThrow())
        .isEqualTo(
            new ShippedCopies(
                APPLICATION,
                "1",
                0,
                null,
                List.of(new ShippedCopy("job.keytab", sha("good 2"), "good 2", NOW))));
  }

  @Test
  void aFileThatIsProvedReplacesTheCopiesOfThisNodeAndOfThoseToCome() throws Exception {
    TakeUp takeUp = begin(APPLICATION, "1");
    ask(1, "job.keytab", "good 3");

    takeUp.look();

    assertThat(Files.isSymbolicLink(link)).as("the link stays").isTrue();
    assertThat(cached).hasContent("good 3");
    assertThat(staged).hasContent("good 3");
    assertThat(mailbox.copies().orElseThrow().generation()).isEqualTo(1);
    assertThat(mailbox.copies().orElseThrow().refusal()).isNull();
    assertThat(mailbox.copies().orElseThrow().named("job.keytab").orElseThrow().about())
        .isEqualTo("good 3");
  }

  @Test
  void yarnTakesTheStagedCopyForTheOneThatWasSubmitted() throws Exception {
    TakeUp takeUp = begin(APPLICATION, "1");
    ask(1, "job.keytab", "good 3");

    takeUp.look();

    assertThat(Files.getLastModifiedTime(staged)).isEqualTo(SUBMITTED);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(staged)))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void nobodyElseReadsTheCopyOfThisNode() throws Exception {
    TakeUp takeUp = begin(APPLICATION, "1");
    ask(1, "job.keytab", "good 3");

    takeUp.look();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cached)))
        .isEqualTo("rw-------");
  }

  @Test
  void nothingOfARequestIsLeftWhenItIsAnswered() throws Exception {
    TakeUp takeUp = begin(APPLICATION, "1");
    ask(1, "job.keytab", "good 3");

    takeUp.look();

    assertThat(mailbox.wantedNow()).isEmpty();
    assertThat(home.local(home.home().control()).toFile().list())
        .containsExactly("shipped-files.json");
    assertThat(link.getParent().toFile().list()).containsExactly("job.keytab-uuid");
  }

  @Test
  void aFileThatIsNotProvedLeavesTheOneBeforeInUse() throws Exception {
    TakeUp takeUp = begin(APPLICATION, "1");
    ask(1, "job.keytab", "bad 1");

    takeUp.look();

    assertThat(mailbox.copies().orElseThrow().refusal())
        .isEqualTo("job.keytab: the KDC does not know bad 1");
    assertUnchanged();
  }

  @Test
  void aNameThatTheJobDoesNotHaveIsRefusedWithThoseItHas() throws Exception {
    TakeUp takeUp = begin(APPLICATION, "1");
    ask(1, "other.keytab", "good 3");

    takeUp.look();

    assertThat(mailbox.copies().orElseThrow().refusal())
        .isEqualTo("The job has no file other.keytab that it can take up; it has job.keytab");
    assertUnchanged();
  }

  @Test
  void aFileThatWasChangedOnItsWayIsRefused() throws Exception {
    TakeUp takeUp = begin(APPLICATION, "1");
    mailbox.request(
        new Replacement(1, "operator", NOW, List.of(new NewFile("job.keytab", sha("good 3")))),
        Map.of("job.keytab", "good 4".getBytes(UTF_8)));

    takeUp.look();

    assertThat(mailbox.copies().orElseThrow().refusal())
        .endsWith("control/files/1/job.keytab is not the file that was to be taken up");
    assertUnchanged();
  }

  @Test
  void withoutAStagedCopyToReplaceNothingIsReplaced() throws Exception {
    TakeUp takeUp = begin(APPLICATION, "1");
    Files.delete(staged);
    ask(1, "job.keytab", "good 3");

    takeUp.look();

    assertThat(mailbox.copies().orElseThrow().refusal()).contains(staged.toString());
    assertThat(cached).hasContent("good 2");
  }

  @Test
  void oneOfTwoFilesThatDoesNotDoLeavesBoth() throws Exception {
    TakeUp takeUp = begin(APPLICATION, "1");
    mailbox.request(
        new Replacement(
            1,
            "operator",
            NOW,
            List.of(new NewFile("job.keytab", sha("good 3")), new NewFile("none", sha("good 3")))),
        Map.of("job.keytab", "good 3".getBytes(UTF_8), "none", "good 3".getBytes(UTF_8)));

    takeUp.look();

    assertThat(mailbox.copies().orElseThrow().refusal()).contains("no file none");
    assertUnchanged();
  }

  @Test
  void filesAreProvedTogether() throws Exception {
    Path password = Files.writeString(folder.resolve("container/job.password"), "good 2");
    Files.writeString(folder.resolve("staging/job.password"), "good 2");
    Map<String, String> seen = new HashMap<>();
    FileKind recording =
        new Fake() {
          @Override
          public void prove(Path file, UnaryOperator<String> place) throws IOException {
            seen.put("job.password", Files.readString(Path.of(place.apply("job.password"))));
            seen.put("other", place.apply("other"));
          }
        };
    TakeUp takeUp =
        begin(
            APPLICATION,
            "1",
            new ReplaceableFile("job.keytab", link, recording, false),
            new ReplaceableFile("job.password", password, new Fake(), true));
    mailbox.request(
        new Replacement(
            1,
            "operator",
            NOW,
            List.of(
                new NewFile("job.keytab", sha("good 3")),
                new NewFile("job.password", sha("good 4")))),
        Map.of("job.keytab", "good 3".getBytes(UTF_8), "job.password", "good 4".getBytes(UTF_8)));

    takeUp.look();

    assertThat(seen).isEqualTo(Map.of("job.password", "good 4", "other", "other"));
    assertThat(password).hasContent("good 4");
  }

  @Test
  void anAttemptOnANodeWithAnOldCopyTakesTheStagedOne() throws Exception {
    TakeUp first = begin(APPLICATION, "1");
    ask(1, "job.keytab", "good 3");
    first.look();
    Files.writeString(cached, "good 2");

    begin(APPLICATION, "2");

    assertThat(cached).hasContent("good 3");
    assertThat(mailbox.copies().orElseThrow().generation()).isEqualTo(1);
    assertThat(mailbox.copies().orElseThrow().attempt()).isEqualTo("2");
  }

  @Test
  void aRequestThatADriverDiedOverIsAnsweredByTheNext() throws Exception {
    begin(APPLICATION, "1");
    ask(1, "job.keytab", "good 3");

    begin(APPLICATION, "2").look();

    assertThat(cached).hasContent("good 3");
    assertThat(mailbox.copies().orElseThrow().generation()).isEqualTo(1);
  }

  @Test
  void anotherApplicationBeginsWithWhatItWasSubmittedWith() throws Exception {
    TakeUp first = begin(APPLICATION, "1");
    ask(1, "job.keytab", "good 3");
    first.look();
    Files.writeString(cached, "good 4");

    begin("application_1_3", "1");

    assertThat(cached).hasContent("good 4");
    assertThat(mailbox.copies().orElseThrow().generation()).isZero();
  }

  private void assertUnchanged() {
    assertThat(cached).hasContent("good 2");
    assertThat(staged).hasContent("good 2");
  }

  private TakeUp begin(String application, String attempt) throws IOException {
    return begin(application, attempt, new ReplaceableFile("job.keytab", link, new Fake(), false));
  }

  private TakeUp begin(String application, String attempt, ReplaceableFile... files)
      throws IOException {
    return TakeUp.begin(
        mailbox,
        List.of(files),
        new StagedCopies(
            new org.apache.hadoop.fs.Path(staged.getParent().toUri()), new Configuration()),
        application,
        attempt,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void ask(long generation, String name, String content) throws IOException {
    mailbox.request(
        new Replacement(generation, "operator", NOW, List.of(new NewFile(name, sha(content)))),
        Map.of(name, content.getBytes(UTF_8)));
  }

  private static String sha(String content) {
    return Sha256.of(content.getBytes(UTF_8));
  }
}
