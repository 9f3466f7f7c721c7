package io.keystream.job.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The runbooks and the documentation as the build put them into the jar. */
public final class Pages {
  private static final String FOLDER = "pages/";

  private final Map<String, Optional<MarkdownPage>> read = new HashMap<>();

  /**
   * A page.
   *
   * @param path in the repository, such as {@code runbooks/README.md}
   */
  public Optional<MarkdownPage> find(String path) {
    return read.computeIfAbsent(path, Pages::load);
  }

  /** A page that has to be there. */
  MarkdownPage page(String path) {
    return find(path)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    path
                        + " is not in this jar, which was built without the folders runbooks and"
                        + " docs: build it with ./kit build"));
  }

  private static Optional<MarkdownPage> load(String path) {
    try (InputStream in = Pages.class.getResourceAsStream(FOLDER + path)) {
      return in == null
          ? Optional.empty()
          : Optional.of(MarkdownPage.parse(path, new String(in.readAllBytes(), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
