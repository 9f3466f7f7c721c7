package io.keystream.lab.runbook;

import io.keystream.job.explain.MarkdownPage;
import io.keystream.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A page of the runbooks whose sections can be followed. */
public final class Runbook {
  private final MarkdownPage page;

  private Runbook(MarkdownPage page) {
    this.page = page;
  }

  /**
   * Reads a page.
   *
   * @param folder of the runbooks
   * @param path in it, such as {@code alerts/NoCommit.md}
   */
  public static Runbook read(Path folder, String path) throws IOException {
    return parse(path, Files.readString(folder.resolve(path)));
  }

  static Runbook parse(String path, String text) {
    return new Runbook(MarkdownPage.parse(path, text));
  }

  /**
   * The steps of one section, without those of sections below it.
   *
   * @param anchor of its heading: {@code diagnosis}
   */
  public List<Step> steps(String anchor) {
    MarkdownPage.Part part =
        page.part(anchor)
            .orElseThrow(
                () -> new LabException("%s has no section %s".formatted(page.path(), anchor)));
    return Steps.of(part.text());
  }

  /** The anchors of all its sections. */
  public List<String> anchors() {
    return page.parts().stream().map(MarkdownPage.Part::anchor).toList();
  }
}
