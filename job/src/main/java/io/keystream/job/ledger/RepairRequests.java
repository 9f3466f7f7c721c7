package io.keystream.job.ledger;

import java.io.IOException;

/** Requests to make files of entries again: {@code control/repair-<id>.json}, and their answers. */
public final class RepairRequests extends Requests<RepairRequest, RepairAnswer> {

  public RepairRequests(HomeFiles files, Home home) {
    super(files, home, "repair", RepairRequest.class, RepairAnswer.class);
  }

  /** Asks the running driver, or the next one. */
  public void submit(RepairRequest request) throws IOException {
    submit(request.id(), request);
  }

  /**
   * Ends a request.
   *
   * @param epoch the caller's right to do so
   * @throws FencedException if another driver may commit now
   */
  public void answer(Epoch epoch, RepairAnswer answer) throws IOException {
    answer(epoch, answer.id(), answer);
  }
}
