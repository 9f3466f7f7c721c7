package io.keystream.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each file of a folder became visible, as another process sees it. */
final class PublishedFiles implements AutoCloseable {
  private final Path folder;
  private final WatchService watch;
  private final Map<Path, Long> seenAt = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::follow, "published-files");

  PublishedFiles(Path folder) throws IOException {
    this.folder = folder;
    this.watch = folder.getFileSystem().newWatchService();
    folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
    thread.setDaemon(true);
    thread.start();
  }

  /** The files, and when each was seen first, in milliseconds since 1970. */
  Map<Path, Long> seenAt() {
    return Map.copyOf(seenAt);
  }

  @Override
  public void close() throws IOException {
    watch.close();
  }

  private void follow() {
    try {
      while (true) {
        WatchKey key = watch.take();
        long now = System.currentTimeMillis();
        for (WatchEvent<?> event : key.pollEvents()) {
          if (event.context() instanceof Path name && name.toString().endsWith(".parquet")) {
            seenAt.putIfAbsent(folder.resolve(name), now);
          }
        }
        key.reset();
      }
    } catch (InterruptedException | java.nio.file.ClosedWatchServiceException e) {
      // The end.
    }
  }
}
