package io.keystream.job.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A home in a local folder, seen by any number of clients. */
public final class TestHome {
  private final Home home;

  /** Nothing is made in the folder yet. */
  public TestHome(Path folder) {
    this.home = new Home(new org.apache.hadoop.fs.Path(folder.toUri()));
  }

  public Home home() {
    return home;
  }

  /** A client that nothing happens to. */
  public HomeFiles files() {
    return files(operation -> {});
  }

  /** A client whose operations a test steps into. */
  public HomeFiles files(NameNodeLikeFs.Before before) {
    try {
      return new HomeFiles(home, NameNodeLikeFs.client(before));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new driver. */
  public Epoch claim() throws IOException {
    return Epoch.claim(files(), home, "{}");
  }

  /** A new driver that has opened the ledger. */
  public Ledger open() throws IOException {
    return Ledger.open(files(), home, claim());
  }

  /** The path of something in the home, as a local path. */
  public Path local(org.apache.hadoop.fs.Path path) {
    return Path.of(path.toUri().getPath());
  }
}
