package io.keystream.security.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.Token;
import org.junit.jupiter.api.Test;

class OwnTokenTest {
  private static final Instant SEEN = Instant.parse("2026-01-31T10:15:30Z");

  @Test
  void tokensOfKafkaAndHdfsCanBeCancelledAndOthersCannot() {
    assertThat(in(token(HeldToken.KAFKA), token(HeldToken.HDFS), token("YARN_AM_RM_TOKEN")))
        .extracting(OwnToken::kind)
        .containsExactlyInAnyOrder(HeldToken.KAFKA, HeldToken.HDFS);
  }

  @Test
  void isNamedWithoutItsPassword() {
    OwnToken own = in(token(HeldToken.KAFKA)).get(0);

    assertThat(own.id()).isEqualTo("token-1");
    assertThat(own.toString()).isEqualTo("KAFKA_DELEGATION_TOKEN for service, token-1");
    assertThat(new String(own.named().getIdentifier(), UTF_8)).isEqualTo("token-1");
    assertThat(own.named().getPassword()).isEmpty();
    assertThat(own.named().getService()).isEqualTo(new Text("service"));
  }

  @Test
  void isTheSameWheneverItWasSeen() {
    OwnToken own = in(token(HeldToken.KAFKA)).get(0);
    OwnToken later =
        new OwnToken(own.kind(), own.service(), own.id(), own.identifier(), SEEN.plusSeconds(1));

    assertThat(own.is(later)).isTrue();
    assertThat(own.is(in(token(HeldToken.HDFS)).get(0))).isFalse();
  }

  private static List<OwnToken> in(Token<?>... tokens) {
    Credentials credentials = new Credentials();
    for (Token<?> token : tokens) {
      credentials.addToken(token.getKind(), token);
    }
    return OwnToken.in(credentials, SEEN);
  }

  private static Token<?> token(String kind) {
    return new Token<>(
        "token-1".getBytes(UTF_8), "secret".getBytes(UTF_8), new Text(kind), new Text("service"));
  }
}
