package io.keystream.security.kerberos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.PrivilegedExceptionAction;
import java.util.Optional;
import javax.security.auth.kerberos.KerberosTicket;
import org.apache.hadoop.security.UserGroupInformation;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;

/**
 * Which version of a principal's key the KDC has, told by a ticket for that principal, as {@code
 * kvno} does.
 */
public final class KdcKeyVersion {
  private static final String KERBEROS = "1.2.840.113554.1.2.2";
  private static final int ENCRYPTED_PART = 0xa3;
  private static final int KEY_VERSION = 0xa1;

  private KdcKeyVersion() {}

  /**
   * Asks the KDC for a ticket.
   *
   * @param user logged in with a keytab
   * @return nothing if the KDC does not tell, as Active Directory does for users
   * @throws IOException if the KDC gives no such ticket
   */
  public static Optional<Integer> of(UserGroupInformation user, String principal)
      throws IOException, InterruptedException {
    return user.doAs(
        (PrivilegedExceptionAction<Optional<Integer>>)
            () -> {
              askForTicket(principal);
              return Tickets.ofCurrentUser().stream()
                  .filter(ticket -> ticket.getServer().getName().equals(principal))
                  .findFirst()
                  .map(KerberosTicket::getEncoded)
                  .flatMap(KdcKeyVersion::version);
            });
  }

  private static void askForTicket(String principal) throws IOException {
    GSSManager manager = GSSManager.getInstance();
    try {
      Oid kerberos = new Oid(KERBEROS);
      GSSName self = manager.createName(principal, GSSName.NT_USER_NAME, kerberos);
      GSSContext context = manager.createContext(self, kerberos, null, GSSContext.DEFAULT_LIFETIME);
      try {
        context.initSecContext(new byte[0], 0, 0);
      } finally {
        context.dispose();
      }
    } catch (GSSException e) {
      throw new IOException("The KDC gives no ticket for " + principal + ": " + e.getMessage(), e);
    }
  }

  /** RFC 4120: {@code Ticket ... enc-part[3] EncryptedData ... kvno[1]}. */
  static Optional<Integer> version(byte[] ticket) {
    ByteBuffer sequence = content(content(ByteBuffer.wrap(ticket)));
    return field(sequence, ENCRYPTED_PART)
        .flatMap(encrypted -> field(content(encrypted), KEY_VERSION))
        .map(version -> number(content(version)));
  }

  private static Optional<ByteBuffer> field(ByteBuffer fields, int tag) {
    ByteBuffer rest = fields.duplicate();
    while (rest.hasRemaining()) {
      int found = Byte.toUnsignedInt(rest.get(rest.position()));
      ByteBuffer content = content(rest);
      if (found == tag) {
        return Optional.of(content);
      }
    }
    return Optional.empty();
  }

  /** The content of the DER element that a buffer stands at, which it then stands behind. */
  private static ByteBuffer content(ByteBuffer bytes) {
    bytes.get(); // the tag, of one byte in all that is met here
    int length = Byte.toUnsignedInt(bytes.get());
    if (length > 0x7f) {
      int more = length & 0x7f;
      length = 0;
      for (int i = 0; i < more; i++) {
        length = length << 8 | Byte.toUnsignedInt(bytes.get());
      }
    }
    ByteBuffer content = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return content;
  }

  private static int number(ByteBuffer bytes) {
    int number = 0;
    while (bytes.hasRemaining()) {
      number = number << 8 | Byte.toUnsignedInt(bytes.get());
    }
    return number;
  }
}
