package io.keystream.security.token;

import io.keystream.security.kerberos.KeytabFile;
import io.keystream.security.token.Credential.Renewer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.security.auth.kerberos.KerberosTicket;

/** Credentials other than delegation tokens, as rows beside these. */
public final class CredentialRows {
  /** After this part of its life Hadoop replaces a ticket. */
  private static final double TICKET_WINDOW = 0.8;

  private CredentialRows() {}

  /** A ticket-granting ticket that comes from a keytab. */
  public static Credential ticket(KerberosTicket ticket, String holder, int renewals) {
    Instant issued =
        Optional.ofNullable(ticket.getStartTime()).orElse(ticket.getAuthTime()).toInstant();
    Instant end = ticket.getEndTime().toInstant();
    long window = (long) (Duration.between(issued, end).toMillis() * TICKET_WINDOW);
    return new Credential(
        Credential.TGT,
        ticket.getServer().getName(),
        holder,
        ticket.getClient().getName(),
        null,
        issued,
        end,
        ticket.getRenewTill() == null ? null : ticket.getRenewTill().toInstant(),
        renewals,
        0,
        Renewer.LOGIN,
        issued.plusMillis(window),
        null);
  }

  /** The newest key of a principal in a keytab, if there is one. */
  public static Optional<Credential> keytab(KeytabFile keytab, String principal, String holder) {
    return keytab
        .newest(principal)
        .map(
            newest ->
                new Credential(
                    Credential.KEYTAB,
                    keytab.path().toString(),
                    holder,
                    principal,
                    Integer.toString(newest.kvno()),
                    newest.written(),
                    null,
                    null,
                    0,
                    0,
                    Renewer.NOBODY,
                    null,
                    null));
  }

  /** A certificate. */
  public static Credential certificate(
      String kind, String service, String holder, X509Certificate certificate) {
    return new Credential(
        kind,
        service,
        holder,
        certificate.getSubjectX500Principal().toString(),
        certificate.getSerialNumber().toString(16),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        null,
        0,
        0,
        Renewer.NOBODY,
        null,
        null);
  }

  /** What should be a row, and could not be looked at. */
  public static Credential unreadable(String kind, String service, String holder, Exception why) {
    String said = why.getMessage() == null ? why.toString() : why.getMessage();
    return new Credential(
        kind, service, holder, null, null, null, null, null, 0, 0, null, null, said);
  }
}
