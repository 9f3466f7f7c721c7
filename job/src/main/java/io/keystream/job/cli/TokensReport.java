package io.keystream.job.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keystream.job.ledger.LedgerJson;
import io.keystream.job.lifecycle.RecordedCredentials;
import io.keystream.security.token.Credential;
import io.keystream.security.token.Outlook;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/**
 * What a job logs in with, and what is to be done about it.
 *
 * @param recorded by the driver that runs
 * @param left how many tokens a job that does not run may have left behind
 * @param notes what could not be found out
 * @param renewed tokens that were just renewed
 */
record TokensReport(
    String name,
    String applicationId,
    Optional<RecordedCredentials> recorded,
    List<Row> rows,
    int left,
    List<String> notes,
    List<String> renewed) {

  /** A credential and what is to be expected of it. */
  record Row(Credential credential, Outlook outlook) {}

  static TokensReport of(Cluster cluster, Duration horizon, Instant now)
      throws IOException, InterruptedException {
    Optional<RecordedCredentials> record = cluster.control().credentials();
    Optional<ApplicationReport> live = cluster.applications().live();
    String application = live.map(found -> found.getApplicationId().toString()).orElse(null);
    Optional<RecordedCredentials> ofRunning =
        record.filter(found -> found.applicationId().equals(application));
    List<String> notes = new ArrayList<>();
    if (live.isPresent() && ofRunning.isEmpty()) {
      notes.add(
          application
              + " has recorded nothing yet: it is about to start, or has no keytab of its own");
    }
    CredentialTable table = new CredentialTable(now, horizon, notes);
    table.addDriver(ofRunning.map(RecordedCredentials::held).orElse(List.of()), cluster.release());
    table.addGateway(new GatewayCredentials(cluster.release()));
    int left = live.isPresent() ? 0 : record.map(found -> found.own().size()).orElse(0);
    return new TokensReport(
        cluster.release().pipeline().name(),
        application,
        ofRunning,
        table.rows(),
        left,
        notes,
        List.of());
  }

  TokensReport renewed(List<String> fresh) {
    return new TokensReport(name, applicationId, recorded, rows, left, notes, fresh);
  }

  /** Whether the job will fail unless somebody does something. */
  boolean bad() {
    return rows.stream().anyMatch(row -> row.outlook().state().bad());
  }

  /** What {@code --json} prints. */
  ObjectNode forMachines() {
    ObjectNode answer = LedgerJson.tree(new Head(name, applicationId, bad()));
    answer.put("recorded_at", recorded.map(found -> found.recordedAt().toString()).orElse(null));
    answer.put("repairs", recorded.map(RecordedCredentials::repairs).orElse(null));
    answer.put("left_behind", left);
    answer.set("renewed", LedgerJson.list(renewed));
    answer.set("notes", LedgerJson.list(notes));
    answer.set("credentials", LedgerJson.list(rows.stream().map(TokensReport::json).toList()));
    return answer;
  }

  private record Head(String name, String applicationId, boolean bad) {}

  private static ObjectNode json(Row row) {
    ObjectNode json = LedgerJson.tree(row.credential());
    json.remove("remark");
    json.put("state", row.outlook().state().name());
    json.put("left", row.outlook().left());
    json.put("action", row.outlook().action());
    return json;
  }

  String forPeople() {
    List<String> lines = new ArrayList<>();
    renewed.forEach(token -> lines.add("Renewed " + token));
    lines.addAll(CredentialTable.lines(rows));
    recorded.ifPresent(found -> lines.add("Renewals in the place of Spark: " + found.repairs()));
    notes.forEach(note -> lines.add("Note: " + note));
    if (applicationId == null) {
      lines.add(
          "Nothing runs. "
              + (left == 0
                  ? "No token is recorded as left behind."
                  : left + " tokens may be left behind: keystream tokens --cancel"));
    }
    return String.join(System.lineSeparator(), lines);
  }
}
