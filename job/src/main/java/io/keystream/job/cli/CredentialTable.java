package io.keystream.job.cli;

import io.keystream.security.token.Credential;
import io.keystream.security.token.HeldToken;
import io.keystream.security.token.Outlook;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.security.token.delegation.TokenInformation;

/** Collects credentials, and judges each. */
final class CredentialTable {
  private final Instant now;
  private final Duration horizon;
  private final List<String> notes;
  private final List<TokensReport.Row> rows = new ArrayList<>();

  CredentialTable(Instant now, Duration horizon, List<String> notes) {
    this.now = now;
    this.horizon = horizon;
    this.notes = notes;
  }

  List<TokensReport.Row> rows() {
    return rows;
  }

  /** Adds what a driver wrote down, with what the brokers know of its tokens. */
  void addDriver(List<Credential> held, Release release) throws InterruptedException {
    try (BrokerTokens brokers = BrokerTokens.ask(release)) {
      brokers.failures().forEach(failure -> notes.add("Tokens were not asked for at " + failure));
      for (Credential each : held) {
        if (each.kind().equals(HeldToken.KAFKA)) {
          rows.add(ofKafka(each, brokers.find(each.id()), brokers.failures().isEmpty()));
        } else {
          add(each);
        }
      }
    }
  }

  private TokensReport.Row ofKafka(
      Credential token, Optional<TokenInformation> known, boolean complete) {
    if (known.isEmpty() && complete) {
      return new TokensReport.Row(token, Outlook.gone());
    }
    Credential full = known.map(found -> with(token, found)).orElse(token);
    return new TokensReport.Row(full, Outlook.of(full, now, horizon));
  }

  static Credential with(Credential token, TokenInformation known) {
    return token.with(
        known.owner().toString(),
        Instant.ofEpochMilli(known.issueTimestamp()),
        Instant.ofEpochMilli(known.expiryTimestamp()),
        Instant.ofEpochMilli(known.maxTimestamp()));
  }

  /** Adds what the gateway sees, but for copies of what the driver has. */
  void addGateway(GatewayCredentials gateway) throws InterruptedException {
    add(gateway.keytab());
    compareKeytabs(gateway);
    for (Credential each : gateway.certificates()) {
      boolean copy =
          rows.stream()
              .map(TokensReport.Row::credential)
              .anyMatch(
                  other ->
                      other.kind().equals(each.kind())
                          && other.service().equals(each.service())
                          && Objects.equals(other.id(), each.id()));
      if (!copy) {
        add(each);
      }
    }
  }

  private void compareKeytabs(GatewayCredentials gateway) throws InterruptedException {
    try {
      Optional<Integer> inKdc = gateway.versionInKdc();
      inKdc.ifPresent(this::compareKeytabs);
      if (inKdc.isEmpty()) {
        notes.add("The KDC does not tell the version of the principal's key");
      }
    } catch (IOException e) {
      notes.add(e.getMessage());
    }
  }

  /** Judges the keytabs by the version of the key that the KDC has. */
  void compareKeytabs(int inKdc) {
    rows.replaceAll(
        row ->
            row.credential().kind().equals(Credential.KEYTAB) && row.credential().id() != null
                ? new TokensReport.Row(row.credential(), Outlook.ofKeytab(row.credential(), inKdc))
                : row);
  }

  void add(Credential credential) {
    rows.add(new TokensReport.Row(credential, Outlook.of(credential, now, horizon)));
  }

  /** The table for people, with a head. */
  static List<String> lines(List<TokensReport.Row> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "STATE",
            "KIND",
            "HELD BY",
            "SERVICE",
            "OWNER",
            "ISSUED",
            "LEFT",
            "MAXIMUM LIFE",
            "RENEWALS",
            "NEXT"));
    for (TokensReport.Row row : rows) {
      Credential credential = row.credential();
      lines.add(
          line(
              row.outlook().state().name(),
              credential.kind(),
              credential.holder(),
              credential.service(),
              text(credential.owner()),
              time(credential.issued()),
              row.outlook().left().isEmpty() ? "-" : row.outlook().left(),
              time(credential.maxLife()),
              Integer.toString(credential.renewals()),
              row.outlook().action()));
    }
    return lines;
  }

  private static String line(Object... cells) {
    return String.format(
            Locale.ROOT, "%-9s %-22s %-8s %-40s %-30s %-21s %-14s %-21s %-9s %s", cells)
        .stripTrailing();
  }

  private static String text(String value) {
    return value == null ? "-" : value;
  }

  private static String time(Instant time) {
    return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
