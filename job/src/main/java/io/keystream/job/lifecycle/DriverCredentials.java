package io.keystream.job.lifecycle;

import io.keystream.security.kerberos.KeytabFile;
import io.keystream.security.token.Credential;
import io.keystream.security.token.Credential.Renewer;
import io.keystream.security.token.CredentialRows;
import io.keystream.security.token.HeldToken;
import io.keystream.security.token.RenewalCounts;
import io.keystream.security.token.RenewalWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.kerberos.KerberosTicket;

/**
 * Keeps the rows of what the driver holds: tokens with the plans for their renewal, ticket and
 * keytab. Used by the keeper's thread alone.
 */
final class DriverCredentials {
  private static final String HOLDER = "driver";

  private final RenewalWatch watch;
  private final Clock clock;
  private final RenewalCounts counts = new RenewalCounts();
  private final Set<HeldToken> given = new HashSet<>();
  private Instant planOfSpark;
  private Instant ticketIssued;
  private int tickets;

  DriverCredentials(RenewalWatch watch, Clock clock) {
    this.watch = watch;
    this.clock = clock;
  }

  /** Takes note of tokens that the keeper hands over, and not Spark. */
  void handedOver(Collection<HeldToken> tokens) {
    given.addAll(tokens);
  }

  /** The rows of the tokens that are held now, of which the watch has taken note before. */
  List<Credential> ofTokens(List<HeldToken> held) {
    counts.look(held, given);
    held.stream()
        .filter(token -> !given.contains(token))
        .flatMap(token -> watch.plan(token).stream())
        .map(RenewalWatch.Plan::due)
        .filter(due -> due.isAfter(clock.instant()))
        .min(Comparator.naturalOrder())
        .ifPresent(due -> planOfSpark = due);
    return held.stream()
        .map(this::row)
        .sorted(Comparator.comparing(Credential::kind).thenComparing(Credential::service))
        .toList();
  }

  /** The rows of what gets new tokens. */
  List<Credential> ofLogin(Optional<KerberosTicket> ticket, Path keytab, String principal) {
    List<Credential> rows = new ArrayList<>();
    ticket.ifPresent(
        held -> {
          Instant issued = held.getAuthTime().toInstant();
          if (!issued.equals(ticketIssued)) {
            tickets++;
            ticketIssued = issued;
          }
          rows.add(CredentialRows.ticket(held, HOLDER, tickets - 1));
        });
    try {
      CredentialRows.keytab(KeytabFile.read(keytab), principal, HOLDER).ifPresent(rows::add);
    } catch (IOException e) {
      rows.add(CredentialRows.unreadable(Credential.KEYTAB, keytab.toString(), HOLDER, e));
    }
    return rows;
  }

  private Credential row(HeldToken token) {
    Optional<HeldToken.Terms> terms = token.terms();
    Optional<RenewalWatch.Plan> plan = watch.plan(token);
    Instant maxLife = terms.map(HeldToken.Terms::end).orElse(null);
    Renewer renewer = renewer(token, plan);
    Instant renewal =
        switch (renewer) {
          case SPARK -> planOfSpark;
          case KEEPER -> plan.map(RenewalWatch.Plan::deadline).orElse(null);
          default -> null;
        };
    RenewalCounts.Count count = counts.of(token);
    return new Credential(
        token.kind(),
        token.service(),
        HOLDER,
        terms.map(HeldToken.Terms::owner).orElse(null),
        token.id(),
        watch.since(token).orElse(null),
        plan.map(RenewalWatch.Plan::end).orElse(maxLife),
        maxLife,
        count.all(),
        count.byKeeper(),
        renewer,
        renewal,
        null);
  }

  private Renewer renewer(HeldToken token, Optional<RenewalWatch.Plan> plan) {
    if (token.kind().equals(Credential.YARN)) {
      return Renewer.YARN;
    }
    boolean sparks = planOfSpark != null && planOfSpark.isAfter(clock.instant());
    return sparks || plan.isEmpty() ? Renewer.SPARK : Renewer.KEEPER;
  }
}
