package io.keystream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayRequestsTest {
  @TempDir private Path folder;
  private TestHome home;
  private ReplayRequests requests;

  @BeforeEach
  void makeHome() {
    home = new TestHome(folder.resolve("home"));
    requests = new ReplayRequests(home.files(), home.home());
  }

  @Test
  void aRequestIsReadAsItWasWrittenAndWaitsForItsAnswer() throws Exception {
    ReplayRequest request =
        new ReplayRequest(
            "20260131T101530-1",
            "anna",
            Entries.TIME,
            new LetterSelection("json", null, Entries.TIME, null),
            List.of(new ReplayRequest.LetterFile("a.parquet", 2, 3)));

    requests.submit(request);

    assertThat(requests.pending()).containsExactly("20260131T101530-1");
    assertThat(requests.read("20260131T101530-1")).isEqualTo(request);
    assertThat(requests.answerTo("20260131T101530-1")).isEmpty();
    assertThat(request.letters()).isEqualTo(2);
  }

  @Test
  void theOldestRequestStandsFirst() throws Exception {
    submit("20260131T101531-0");
    submit("20260131T101530-1");

    assertThat(requests.pending()).containsExactly("20260131T101530-1", "20260131T101531-0");
  }

  @Test
  void anAnswerEndsTheRequestAndTheFirstAnswerStays() throws Exception {
    Epoch epoch = home.claim();
    submit("one");
    requests.answer(epoch, answer("one", null));
    submit("one");

    requests.answer(epoch, answer("one", "again"));

    assertThat(requests.pending()).isEmpty();
    assertThat(requests.answerTo("one")).contains(answer("one", null));
  }

  @Test
  void anOlderDriverAnswersNothing() throws Exception {
    Epoch old = home.claim();
    home.claim();
    submit("one");

    assertThatThrownBy(() -> requests.answer(old, answer("one", null)))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("was closed by a newer driver");
    assertThat(requests.pending()).containsExactly("one");
  }

  @Test
  void onlyTheNewestAnswersStay() throws Exception {
    Epoch epoch = home.claim();
    home.files().makeFolder(home.home().control());
    for (int i = 100; i < 102 + Requests.KEPT; i++) {
      requests.answer(epoch, answer("r" + i, null));
    }

    assertThat(requests.answerTo("r101")).isEmpty();
    assertThat(requests.answerTo("r102")).isPresent();
    assertThat(home.files().list(home.home().control())).hasSize(Requests.KEPT);
  }

  private void submit(String id) throws Exception {
    requests.submit(new ReplayRequest(id, "anna", Entries.TIME, LetterSelection.ALL, List.of()));
  }

  private static ReplayAnswer answer(String id, String failure) {
    return new ReplayAnswer(
        id, List.of(7L), RecordCounts.NONE, failure, Instant.parse("2026-01-31T10:16:00Z"));
  }
}
