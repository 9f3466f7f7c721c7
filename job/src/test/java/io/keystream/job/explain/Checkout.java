package io.keystream.job.explain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The Markdown of the checkout that the tests are of. */
public final class Checkout {
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");
  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");

  private Checkout() {}

  /** All pages, but for what builds and labs leave behind. */
  public static List<MarkdownPage> pages() throws IOException {
    List<MarkdownPage> pages = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean left = name.equals("target") || name.startsWith(".");
            return left && !folder.equals(ROOT)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (file.toString().endsWith(".md")) {
              String path = ROOT.relativize(file).toString();
              pages.add(MarkdownPage.parse(path, Files.readString(file)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return pages;
  }

  /** The pages of a folder. */
  public static List<MarkdownPage> pages(String folder) throws IOException {
    return pages().stream().filter(page -> page.path().startsWith(folder)).toList();
  }

  /** A page as it is written. */
  public static String text(MarkdownPage page) {
    try {
      return Files.readString(ROOT.resolve(page.path()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same without code, of which links and the like are none. */
  static String prose(MarkdownPage page) {
    return SPAN.matcher(FENCED.matcher(text(page)).replaceAll("")).replaceAll("code");
  }

  /**
   * The commands of a page: lines of its fenced blocks, continued ones joined, and code in its
   * text.
   */
  public static List<String> commands(MarkdownPage page) {
    List<String> commands = new ArrayList<>();
    String text = text(page);
    FENCED
        .matcher(text)
        .results()
        .flatMap(block -> block.group(2).replaceAll("\\\\\\n", " ").lines())
        .map(String::strip)
        .forEach(commands::add);
    SPAN.matcher(FENCED.matcher(text).replaceAll(""))
        .results()
        .map(span -> span.group(1))
        .forEach(commands::add);
    return commands;
  }
}
