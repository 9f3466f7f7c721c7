package io.keystream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.security.token.Credential;
import io.keystream.security.token.Credential.Renewer;
import io.keystream.security.token.HeldToken;
import io.keystream.security.token.Outlook.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.token.delegation.TokenInformation;
import org.junit.jupiter.api.Test;

class CredentialTableTest {
  private static final Instant NOW = Instant.parse("2026-01-31T10:15:30Z");
  private static final KafkaPrincipal OWNER = new KafkaPrincipal("User", "job");

  private final CredentialTable table =
      new CredentialTable(NOW, Duration.ofDays(14), new ArrayList<>());

  @Test
  void brokersKnowWhoseAKafkaTokenIsAndWhenItEnds() {
    TokenInformation known =
        new TokenInformation(
            "id",
            OWNER,
            OWNER,
            List.of(),
            NOW.minusSeconds(60).toEpochMilli(),
            NOW.plusSeconds(86_400).toEpochMilli(),
            NOW.plusSeconds(3_600).toEpochMilli());

    Credential full = CredentialTable.with(row(HeldToken.KAFKA, "id"), known);

    assertThat(full.owner()).isEqualTo("User:job");
    assertThat(full.issued()).isEqualTo(NOW.minusSeconds(60));
    assertThat(full.expires()).isEqualTo(NOW.plusSeconds(3_600));
    assertThat(full.maxLife()).isEqualTo(NOW.plusSeconds(86_400));
    assertThat(full.renewedBy()).isEqualTo(Renewer.SPARK);
  }

  @Test
  void allKeytabsAreComparedWithTheKdc() {
    table.add(row(Credential.KEYTAB, "2"));
    table.add(row(Credential.KEYTAB, "3"));
    table.add(row(HeldToken.HDFS, "1"));

    table.compareKeytabs(3);

    assertThat(table.rows())
        .extracting(row -> row.outlook().state())
        .containsExactly(State.OUTDATED, State.OK, State.OK);
    assertThat(table.rows().get(0).outlook().action())
        .isEqualTo("replace it: kvno 2, in the KDC 3");
  }

  @Test
  void isALineForEachUnderAHead() {
    table.add(row(HeldToken.HDFS, "1"));

    List<String> lines = CredentialTable.lines(table.rows());

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).matches("STATE +KIND +HELD BY +SERVICE +OWNER .* RENEWALS +NEXT");
    assertThat(lines.get(1))
        .matches(
            "OK +HDFS_DELEGATION_TOKEN +driver +service +- +2026-01-31T10:15:30Z +24 h +- +4 +renewed by"
                + " Spark in 18 h");
  }

  private static Credential row(String kind, String id) {
    return new Credential(
        kind,
        "service",
        "driver",
        null,
        id,
        NOW,
        NOW.plus(Duration.ofDays(1)),
        null,
        4,
        1,
        Renewer.SPARK,
        NOW.plus(Duration.ofHours(18)),
        null);
  }
}
