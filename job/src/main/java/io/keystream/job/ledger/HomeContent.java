package io.keystream.job.ledger;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The files of a home that another home needs to go on exactly: all but checkpoints, which belong
 * to one home, messages about one application, what was staged and never committed, and output.
 */
final class HomeContent {
  /** What operators asked for and nobody has done yet, and the answers. */
  private static final Pattern REQUEST = Pattern.compile("(replay|repair)-.*\\.(json|answer)");

  private final HomeFiles files;
  private final Home home;
  private final Set<String> excluded;
  private final Optional<LedgerEntry> last;
  private final SortedMap<String, Path> found = new TreeMap<>();

  private HomeContent(HomeFiles files, Home home, List<Path> published) throws IOException {
    this.files = files;
    this.home = home;
    this.last = Ledger.peek(files, home);
    this.excluded = new java.util.HashSet<>();
    published.forEach(folder -> excluded.add(plain(folder)));
    List.of(home.checkpoints(), home.control(), home.staging(), home.restoring())
        .forEach(folder -> excluded.add(plain(folder)));
  }

  /**
   * Where each file is to be copied from, by its path below home.
   *
   * @param published folders of the output
   */
  static SortedMap<String, Path> of(HomeFiles files, Home home, List<Path> published)
      throws IOException {
    HomeContent content = new HomeContent(files, home, published);
    content.walk(home.root(), "");
    content.requests();
    content.newestEntry();
    return content.found;
  }

  private void walk(Path folder, String prefix) throws IOException {
    for (FileStatus status : files.list(folder)) {
      Path path = status.getPath();
      String name = prefix + path.getName();
      if (excluded.contains(plain(path))) {
        continue;
      }
      if (status.isDirectory()) {
        walk(path, name + "/");
      } else {
        found.put(name, path);
      }
    }
  }

  private void requests() throws IOException {
    for (FileStatus status : files.list(home.control())) {
      Path path = status.getPath();
      if (REQUEST.matcher(path.getName()).matches()) {
        found.put(home.control().getName() + "/" + path.getName(), path);
      }
    }
  }

  /**
   * Whoever starts publishes the newest entry, or finds that it is: so its files are kept as if
   * they were still staged.
   */
  private void newestEntry() throws IOException {
    if (last.isEmpty()) {
      return;
    }
    Path staging = home.staging(last.get().epoch(), last.get().sequence());
    String prefix = stagedPrefix(last.get());
    walk(staging, prefix);
    for (CommittedFile file : last.get().files()) {
      Path published = new Path(file.path());
      if (!found.containsKey(prefix + file.staged()) && files.exists(published)) {
        found.put(prefix + file.staged(), published);
      }
    }
  }

  /** Where the files of an entry are staged, below home. */
  static String stagedPrefix(LedgerEntry entry) {
    return "staging/"
        + Sequences.format(entry.epoch())
        + "/"
        + Sequences.format(entry.sequence())
        + "/";
  }

  private static String plain(Path path) {
    return path.toUri().getPath();
  }
}
