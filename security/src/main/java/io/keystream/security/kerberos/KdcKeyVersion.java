package io.keystream.security.kerberos;

import java.io.IOException;
import java.math.BigInteger;
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
  private static final int ENCRYPTED_PART = 3;
  private static final int KEY_VERSION = 1;

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
    return Der.fieldOf(ticket, ENCRYPTED_PART)
        .flatMap(encrypted -> Der.fieldOfSequence(encrypted, KEY_VERSION))
        .map(version -> new BigInteger(version).intValue());
  }
}
