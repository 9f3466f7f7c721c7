package io.keystream.security.kerberos;

import java.io.IOException;
import java.security.AccessController;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;
import org.apache.hadoop.security.UserGroupInformation;

/** The Kerberos tickets of a Hadoop user, who keeps them to himself. */
public final class Tickets {
  private Tickets() {}

  /** The ticket that gets all others, if the user logged in by Kerberos. */
  public static Optional<KerberosTicket> granting(UserGroupInformation user)
      throws IOException, InterruptedException {
    return user.doAs(
        (PrivilegedExceptionAction<Optional<KerberosTicket>>)
            () ->
                ofCurrentUser().stream()
                    .filter(ticket -> !ticket.isDestroyed())
                    .filter(Tickets::grants)
                    .findFirst());
  }

  private static boolean grants(KerberosTicket ticket) {
    String realm = ticket.getServer().getRealm();
    return ticket.getServer().getName().equals("krbtgt/" + realm + "@" + realm);
  }

  @SuppressWarnings("removal") // Its successor came with Java 18.
  static List<KerberosTicket> ofCurrentUser() {
    Subject subject = Subject.getSubject(AccessController.getContext());
    return subject == null
        ? List.of()
        : List.copyOf(subject.getPrivateCredentials(KerberosTicket.class));
  }
}
