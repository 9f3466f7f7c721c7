package io.keystream.security.secrets;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.PrivilegedExceptionAction;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Reads a secret for a Kafka client as the user who made the client.
 *
 * <p>When Kafka asks for it, it has switched to a login subject of its own, which may not read a
 * credential provider in HDFS, and has tokens that are never renewed.
 */
public final class SecretReader {
  private final SecretSource source;
  private final UserGroupInformation user;

  private SecretReader(SecretSource source, UserGroupInformation user) {
    this.source = source;
    this.user = user;
  }

  /** A reader that will read as the current user, whoever calls it. */
  public static SecretReader ofCurrentUser(SecretSource source) throws IOException {
    return new SecretReader(source, UserGroupInformation.getCurrentUser());
  }

  /**
   * Reads the secret anew.
   *
   * @return nothing if there is no secret
   * @throws IOException if it is not where it should be
   */
  public Optional<Secret> read() throws IOException {
    try {
      return user.doAs(
          (PrivilegedExceptionAction<Optional<Secret>>) () -> source.read(new Configuration()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while reading " + source);
    }
  }

  /** Whether there is a secret at all. */
  public boolean isNeeded() {
    return source.isPresent();
  }

  /** Where the secret is. */
  @Override
  public String toString() {
    return source.toString();
  }
}
