package io.keystream.security.kerberos;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;

/**
 * A principal's service ticket for itself, which is encrypted with its key: the version of the key
 * that the KDC has stands in it, readable for all.
 */
public final class TicketForItself {
  private static final int ENCRYPTED_PART = 3;
  private static final String MECHANISM = "1.2.840.113554.1.2.2";
  private static final String PRINCIPAL_NAME = "1.2.840.113554.1.2.2.1";

  private TicketForItself() {}

  /**
   * The version that the KDC has of the principal's key, if it tells.
   *
   * @throws LoginException if the keytab is refused
   * @throws GSSException if the KDC gives nobody a ticket for this principal
   */
  public static OptionalInt keyVersion(String principal, Path keytab)
      throws LoginException, GSSException {
    LoginContext login =
        new LoginContext("preflight", new Subject(), null, configuration(principal, keytab));
    login.login();
    Subject subject = login.getSubject();
    try {
      Subject.doAs(subject, (PrivilegedExceptionAction<byte[]>) () -> ask(principal));
    } catch (PrivilegedActionException e) {
      throw (GSSException) e.getException();
    }
    return subject.getPrivateCredentials(KerberosTicket.class).stream()
        .filter(ticket -> isFor(principal, ticket))
        .mapToInt(ticket -> keyVersion(ticket.getEncoded()))
        .filter(version -> version > 0)
        .max();
  }

  private static byte[] ask(String principal) throws GSSException {
    GSSManager manager = GSSManager.getInstance();
    GSSName self = manager.createName(principal, new Oid(PRINCIPAL_NAME));
    GSSContext context =
        manager.createContext(self, new Oid(MECHANISM), null, GSSContext.DEFAULT_LIFETIME);
    try {
      return context.initSecContext(new byte[0], 0, 0);
    } finally {
      context.dispose();
    }
  }

  private static boolean isFor(String principal, KerberosTicket ticket) {
    return ticket.getServer().equals(new KerberosPrincipal(principal))
        || ticket.getServer().getName().equals(principal);
  }

  /** {@code Ticket ::= [APPLICATION 1] SEQUENCE { …, enc-part [3] { etype [0], kvno [1], … } }}. */
  private static int keyVersion(byte[] ticket) {
    return Der.fieldOf(ticket, ENCRYPTED_PART)
        .flatMap(content -> Der.fieldOfSequence(content, 1))
        .map(BigInteger::new)
        .map(BigInteger::intValue)
        .orElse(0);
  }

  private static Configuration configuration(String principal, Path keytab) {
    Map<String, String> options = new HashMap<>();
    options.put("useKeyTab", "true");
    options.put("keyTab", keytab.toString());
    options.put("principal", principal);
    options.put("doNotPrompt", "true");
    options.put("isInitiator", "true");
    AppConfigurationEntry entry =
        new AppConfigurationEntry(
            "com.sun.security.auth.module.Krb5LoginModule",
            LoginModuleControlFlag.REQUIRED,
            options);
    return new Configuration() {
      @Override
      public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
        return new AppConfigurationEntry[] {entry};
      }
    };
  }
}
