package io.keystream.job.source;

import io.keystream.job.config.FilesSourceConfig;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The folder that files arrive in, and the one they are moved to. */
final class SourceFolder {
  private static final Comparator<FileStatus> OLDEST_FIRST =
      Comparator.comparingLong(FileStatus::getModificationTime).thenComparing(FileStatus::getPath);

  private final FilesSourceConfig config;
  private final Path root;
  private final FileSystem files;
  private final Pattern wanted;
  private final Pattern ignored;

  SourceFolder(FilesSourceConfig config, Configuration configuration) throws IOException {
    this.config = config;
    this.files = new Path(config.path()).getFileSystem(configuration);
    this.root = files.makeQualified(new Path(config.path()));
    this.wanted = Pattern.compile(config.pattern());
    this.ignored = Pattern.compile(config.ignore());
  }

  /** The files that are to be read, or were, the oldest first. */
  List<FileStatus> list() throws IOException {
    List<FileStatus> found = new ArrayList<>();
    list(root, found);
    found.sort(OLDEST_FIRST);
    return found;
  }

  private void list(Path folder, List<FileStatus> found) throws IOException {
    RemoteIterator<FileStatus> all = files.listStatusIterator(folder);
    while (all.hasNext()) {
      FileStatus each = all.next();
      String name = each.getPath().getName();
      if (ignored.matcher(name).matches()) {
        continue;
      }
      if (each.isDirectory()) {
        if (config.recursive()) {
          list(each.getPath(), found);
        }
      } else if (wanted.matcher(name).matches()) {
        found.add(each);
      }
    }
  }

  /** Whether nobody writes to a file any more, and it is not too old to be of interest. */
  boolean isRipe(FileStatus file, Instant now) {
    long age = now.toEpochMilli() - file.getModificationTime();
    return age >= config.minAge().toMillis()
        && config.maxAge().map(most -> age <= most.toMillis()).orElse(true);
  }

  /** What lies under a path now. */
  Optional<FileStatus> status(String path) throws IOException {
    try {
      return Optional.of(files.getFileStatus(new Path(path)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Does with a file that was read what is to be done then. */
  void finish(Arrival read) throws IOException {
    Path path = new Path(read.path());
    switch (config.after()) {
      case KEEP -> {}
      case DELETE -> files.delete(path, false);
      case MOVE -> move(path, read.number());
    }
  }

  /** Under its own name, or, where that is taken, with its number after it. */
  private void move(Path path, long number) throws IOException {
    String below = path.toString().substring(root.toString().length() + 1);
    Path target = files.makeQualified(new Path(config.moveTo().orElseThrow(), below));
    files.mkdirs(target.getParent());
    if (files.exists(target)) {
      target = target.suffix("." + number);
    }
    if (!files.rename(path, target)) {
      throw new IOException("Cannot rename " + path + " to " + target);
    }
  }
}
