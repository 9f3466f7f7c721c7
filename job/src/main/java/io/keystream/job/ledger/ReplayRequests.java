package io.keystream.job.ledger;

import java.io.IOException;

/** Requests to replay dead letters: {@code control/replay-<id>.json}, and their answers. */
public final class ReplayRequests extends Requests<ReplayRequest, ReplayAnswer> {

  public ReplayRequests(HomeFiles files, Home home) {
    super(files, home, "replay", ReplayRequest.class, ReplayAnswer.class);
  }

  /** Asks the running driver, or the next one. */
  public void submit(ReplayRequest request) throws IOException {
    submit(request.id(), request);
  }

  /**
   * Ends a request.
   *
   * @param epoch the caller's right to do so
   * @throws FencedException if another driver may commit now
   */
  public void answer(Epoch epoch, ReplayAnswer answer) throws IOException {
    answer(epoch, answer.id(), answer);
  }
}
