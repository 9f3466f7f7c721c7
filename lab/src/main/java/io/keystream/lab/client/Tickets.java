package io.keystream.lab.client;

import io.keystream.lab.LabUser;
import io.keystream.lab.identity.KerberosDatabase;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Ticket caches of the lab's users, each in a file of its own. */
public final class Tickets {
  /** Tickets live a day; a cache older than this is filled anew. */
  private static final Duration FRESH = Duration.ofHours(1);

  private final Folders folders;

  public Tickets(Folders folders) {
    this.folders = folders;
  }

  /** A cache with a valid ticket of this user; for {@link LabUser#NOBODY} one that is empty. */
  public Path cache(LabUser user) {
    Path cache = folders.tickets().resolve(user.shortName());
    if (user != LabUser.NOBODY && !isFresh(cache)) {
      logIn(user, cache);
    }
    return cache;
  }

  /**
   * A cache for a person's shell, with a new ticket. It is not the one that {@link #cache} gives,
   * because the person may call {@code kinit} and {@code kdestroy}.
   */
  public Path shellCache(LabUser user) {
    Path cache = folders.tickets().resolve("shell-" + user.shortName());
    if (user != LabUser.NOBODY) {
      logIn(user, cache);
    }
    return cache;
  }

  private void logIn(LabUser user, Path cache) {
    // Several threads, or processes, may log in at once.
    Path fresh = cache.resolveSibling(cache.getFileName() + "." + UUID.randomUUID());
    String keytab = folders.keytab(user.shortName()).toString();
    try {
      Files.createDirectories(cache.getParent());
      Command.of("kinit", "-kt", keytab, user.shortName())
          .withAll(KerberosDatabase.environment(folders))
          .with("KRB5CCNAME", fresh.toString())
          .run()
          .orThrow();
      Files.move(fresh, cache, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFresh(Path cache) {
    try {
      Instant written = Files.getLastModifiedTime(cache).toInstant();
      return written.plus(FRESH).isAfter(Instant.now());
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
