package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compares two releases before one takes the other's place. */
@Command(
    name = "compare",
    description = {
      "Tell what differs between two releases, and what a job that changes from one to the other"
          + " could not carry over: exit code 1.",
      "No cluster is asked. Run it with the jar of the newer one, which knows the keys of both."
    })
final class CompareCommand extends ReleaseCommand {

  /**
   * What {@code --json} prints.
   *
   * @param ok whether progress is carried over
   * @param same whether nothing differs
   * @param lines all of it for people
   */
  record Answer(
      boolean ok,
      boolean same,
      List<ReleaseDifferences.Difference> differences,
      List<String> refusals,
      List<String> notes,
      List<String> lines) {}

  @Parameters(index = "0", paramLabel = "FROM", description = "Folder of the release that runs.")
  private Path from;

  @Parameters(index = "1", paramLabel = "TO", description = "Folder of the one to run instead.")
  private Path to;

  @Override
  ExitCode run(Release ignored, Printer printer) throws IOException {
    Release before = Release.load(from);
    Release after = Release.load(to);
    List<ReleaseDifferences.Difference> differences = ReleaseDifferences.between(before, after);
    CarriedProgress carried = CarriedProgress.of(before.pipeline(), after.pipeline());
    boolean ok = carried.refusals().isEmpty();
    List<String> lines = lines(before, after, differences, carried);
    printer.print(
        new Answer(
            ok, differences.isEmpty(), differences, carried.refusals(), carried.notes(), lines),
        String.join("\n", lines));
    return ok ? ExitCode.OK : ExitCode.FAILED;
  }

  private static List<String> lines(
      Release before,
      Release after,
      List<ReleaseDifferences.Difference> differences,
      CarriedProgress carried)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("from " + before.name() + " to " + after.name());
    differences.forEach(difference -> lines.add("  " + difference.forPeople()));
    if (differences.isEmpty()) {
      lines.add("  nothing differs");
    }
    carried.notes().forEach(note -> lines.add("note: " + note));
    carried.refusals().forEach(refusal -> lines.add("refused: " + refusal));
    return lines;
  }
}
