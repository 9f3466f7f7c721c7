package io.keystream.job.ledger;

import java.util.List;

/**
 * Dead letters that were the source of a batch, in the place of the topics.
 *
 * @param request id of the operator's request
 * @param letters how many of them went through the pipeline again
 * @param kept how many others stood in the same files; they are in the batch's own file of dead
 *     letters, as they were
 * @param files all files that these stood in
 */
public record Replay(String request, long letters, long kept, List<ReplayedFile> files) {

  public Replay {
    files = List.copyOf(files);
  }
}
