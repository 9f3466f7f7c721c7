package io.keystream.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.security.token.Credential;
import io.keystream.security.token.Credential.Renewer;
import io.keystream.security.token.HeldToken;
import io.keystream.security.token.RenewalWatch;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With tokens of Kafka that are valid for a day, and of HDFS for two. */
class DriverCredentialsTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final String PRINCIPAL = "job@EXAMPLE.COM";

  @TempDir private Path folder;

  private final MovableClock clock = new MovableClock();
  private final Instant start = clock.instant();
  private final RenewalWatch watch = new RenewalWatch(0.75, Duration.ofMinutes(1), clock);
  private final DriverCredentials credentials = new DriverCredentials(watch, clock);

  @Test
  void sparkRenewsAllWhenTheFirstIsDue() {
    watch.learn(Map.of(kafka("a"), DAY, hdfs("1"), DAY.multipliedBy(2)));

    List<Credential> rows = look(kafka("a"), hdfs("1"));

    assertThat(rows).extracting(Credential::kind).containsExactly(HeldToken.HDFS, HeldToken.KAFKA);
    assertThat(rows).extracting(Credential::renewedBy).containsOnly(Renewer.SPARK);
    assertThat(rows).extracting(Credential::renewal).containsOnly(start.plus(Duration.ofHours(18)));
    assertThat(rows.get(0).owner()).isEqualTo("job");
    assertThat(rows.get(0).expires()).isEqualTo(start.plus(DAY.multipliedBy(2)));
    assertThat(rows.get(0).maxLife()).isEqualTo(start.plus(DAY.multipliedBy(7)));
    assertThat(rows.get(1).expires()).isEqualTo(start.plus(DAY));
    assertThat(rows.get(1).maxLife()).as("only brokers know").isNull();
  }

  @Test
  void beforeItIsKnownHowLongATokenIsValidItsLastEndIsToldAndNoPlan() {
    Credential row = look(hdfs("1")).get(0);

    assertThat(row.expires()).isEqualTo(start.plus(DAY.multipliedBy(7)));
    assertThat(row.renewedBy()).isEqualTo(Renewer.SPARK);
    assertThat(row.renewal()).isNull();
  }

  @Test
  void theKeeperRenewsWhatSparkHasNot() {
    watch.learn(Map.of(kafka("a"), DAY));
    look(kafka("a"));
    clock.advance(Duration.ofHours(18));

    Credential row = look(kafka("a")).get(0);

    assertThat(row.renewedBy()).isEqualTo(Renewer.KEEPER);
    assertThat(row.renewal()).isEqualTo(start.plus(Duration.ofHours(18)).plusSeconds(120));
  }

  @Test
  void aRenewalByTheKeeperLeavesSparksPlanAsItIs() {
    watch.learn(Map.of(kafka("a"), DAY));
    look(kafka("a"));
    clock.advance(Duration.ofHours(1));
    credentials.handedOver(List.of(kafka("b")));

    Credential row = look(kafka("b")).get(0);

    assertThat(row.renewal()).isEqualTo(start.plus(Duration.ofHours(18)));
    assertThat(row.expires()).isEqualTo(start.plus(Duration.ofHours(25)));
    assertThat(row.renewals()).isEqualTo(1);
    assertThat(row.renewalsByKeeper()).isEqualTo(1);
  }

  @Test
  void yarnRenewsItsOwnToken() {
    watch.learn(Map.of(kafka("a"), DAY));
    HeldToken yarn = new HeldToken(Credential.YARN, "rm:8030", "ff", Optional.empty());

    assertThat(look(kafka("a"), yarn).get(1).renewedBy()).isEqualTo(Renewer.YARN);
  }

  @Test
  void aTicketThatIsReplacedIsARenewal() throws Exception {
    Path keytab = Files.writeString(folder.resolve("job.keytab"), "none");
    credentials.ofLogin(Optional.of(ticket()), keytab, PRINCIPAL);
    clock.advance(Duration.ofHours(8));

    List<Credential> rows = credentials.ofLogin(Optional.of(ticket()), keytab, PRINCIPAL);

    Credential ticket = rows.get(0);
    assertThat(ticket.kind()).isEqualTo(Credential.TGT);
    assertThat(ticket.owner()).isEqualTo(PRINCIPAL);
    assertThat(ticket.renewals()).isEqualTo(1);
    assertThat(ticket.renewal()).isEqualTo(start.plus(Duration.ofHours(16)));
    assertThat(ticket.maxLife()).isNull();
    assertThat(rows.get(1).kind()).isEqualTo(Credential.KEYTAB);
    assertThat(rows.get(1).remark()).contains("is no keytab");
  }

  private List<Credential> look(HeldToken... tokens) {
    watch.look(List.of(tokens));
    return credentials.ofTokens(List.of(tokens));
  }

  private KerberosTicket ticket() throws Exception {
    Date now = Date.from(clock.instant());
    return new KerberosTicket(
        new byte[] {1},
        new KerberosPrincipal(PRINCIPAL),
        new KerberosPrincipal("krbtgt/EXAMPLE.COM@EXAMPLE.COM"),
        new byte[] {1},
        18,
        new boolean[32],
        now,
        now,
        Date.from(clock.instant().plus(Duration.ofHours(10))),
        null,
        new InetAddress[0]);
  }

  private static HeldToken kafka(String id) {
    return new HeldToken(HeldToken.KAFKA, "kafka", id, Optional.empty());
  }

  private HeldToken hdfs(String id) {
    return new HeldToken(
        HeldToken.HDFS,
        "ha-hdfs:ns",
        id,
        Optional.of(new HeldToken.Terms("job", start, start.plus(DAY.multipliedBy(7)))));
  }
}
