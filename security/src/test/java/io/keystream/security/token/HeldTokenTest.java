package io.keystream.security.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.hadoop.hdfs.security.token.delegation.DelegationTokenIdentifier;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.junit.jupiter.api.Test;

class HeldTokenTest {
  private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Text NAMENODE = new Text("ha-hdfs:nameservice");

  @Test
  void tellsWhoseAnHdfsTokenIsAndWhen() {
    assertThat(HeldToken.in(credentials(hdfs(1))))
        .singleElement()
        .satisfies(
            token -> {
              assertThat(token.kind()).isEqualTo("HDFS_DELEGATION_TOKEN");
              assertThat(token.service()).isEqualTo("ha-hdfs:nameservice");
              assertThat(token.terms())
                  .contains(new HeldToken.Terms("job", ISSUED, ISSUED.plusSeconds(604_800)));
            });
  }

  @Test
  void tellsATokenFromTheOneBefore() {
    List<HeldToken> first = HeldToken.in(credentials(hdfs(1)));

    assertThat(HeldToken.in(credentials(hdfs(1)))).isEqualTo(first);
    assertThat(HeldToken.in(credentials(hdfs(2)))).isNotEqualTo(first);
  }

  @Test
  void ofAKafkaTokenOnlyTheIdIsKnown() {
    HeldToken token = HeldToken.in(credentials(kafka())).get(0);

    assertThat(token.kind()).isEqualTo(HeldToken.KAFKA);
    assertThat(token.terms()).isEmpty();
  }

  @Test
  void showsNoPassword() {
    Credentials credentials = credentials(kafka());
    credentials.addToken(NAMENODE, hdfs(1));

    assertThat(HeldToken.in(credentials).toString())
        .contains("KAFKA_DELEGATION_TOKEN for kafka.server.delegation.token.source")
        .contains("HDFS_DELEGATION_TOKEN for ha-hdfs:nameservice (of job, issued " + ISSUED + ")")
        .doesNotContain("secret");
  }

  @Test
  void copiesThatHadoopMakesForItselfAreLeftOut() {
    Credentials credentials = credentials(hdfs(1));
    credentials.addToken(new Text("copy"), hdfs(1).privateClone(new Text("10.0.0.1:8020")));

    assertThat(HeldToken.in(credentials)).hasSize(1);
  }

  private static Credentials credentials(Token<?> token) {
    Credentials credentials = new Credentials();
    credentials.addToken(token.getService(), token);
    return credentials;
  }

  private static Token<?> kafka() {
    return new Token<>(
        "token-1".getBytes(UTF_8),
        "secret".getBytes(UTF_8),
        new Text(HeldToken.KAFKA),
        new Text("kafka.server.delegation.token.source"));
  }

  private static Token<?> hdfs(int number) {
    DelegationTokenIdentifier identifier =
        new DelegationTokenIdentifier(new Text("job"), new Text("rm"), new Text());
    identifier.setIssueDate(ISSUED.toEpochMilli());
    identifier.setMaxDate(ISSUED.plusSeconds(604_800).toEpochMilli());
    identifier.setSequenceNumber(number);
    return new Token<>(
        identifier.getBytes(), "secret".getBytes(UTF_8), identifier.getKind(), NAMENODE);
  }
}
