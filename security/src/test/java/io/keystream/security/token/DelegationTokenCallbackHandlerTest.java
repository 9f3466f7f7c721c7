package io.keystream.security.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.ChoiceCallback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.Token;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.scram.ScramExtensionsCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DelegationTokenCallbackHandlerTest {
  private static final String HMAC = "c2VjcmV0LWhtYWM=";

  private final UserGroupInformation job = UserGroupInformation.createRemoteUser("job");
  private DelegationTokenCallbackHandler handler;

  @BeforeEach
  void configureAsTheJobsUser() throws Exception {
    handler =
        job.doAs(
            (PrivilegedExceptionAction<DelegationTokenCallbackHandler>) () -> configured("source"));
  }

  @AfterEach
  void close() {
    handler.close();
  }

  @Test
  void answersWithTheTokenOfItsCluster() throws Exception {
    addToken("other", "other-id", "b3RoZXI=");
    addToken("source", "token-1", HMAC);

    assertThat(ask()).isEqualTo(new Answer("token-1", HMAC, Map.of("tokenauth", "true")));
  }

  @Test
  void answersWithTheNewestTokenAfterItWasReplaced() throws Exception {
    addToken("source", "token-1", HMAC);
    ask();
    addToken("source", "token-2", "bmV3ZXI=");

    assertThat(ask()).isEqualTo(new Answer("token-2", "bmV3ZXI=", Map.of("tokenauth", "true")));
  }

  @Test
  void keepsToTheUserSeenWhenConfiguredEvenInsideAnotherLogin() throws Exception {
    addToken("source", "token-1", HMAC);
    UserGroupInformation other = UserGroupInformation.createRemoteUser("kafka-login");
    other.addToken(service("source"), token("stale", "c3RhbGU="));

    Answer answer = other.doAs((PrivilegedExceptionAction<Answer>) this::ask);

    assertThat(answer.name()).isEqualTo("token-1");
  }

  @Test
  void findsATokenThatArrivesAfterItWasConfigured() throws Exception {
    assertThatThrownBy(this::ask).isInstanceOf(IOException.class);

    addToken("source", "late", HMAC);

    assertThat(ask().name()).isEqualTo("late");
  }

  @Test
  void tellsWhichTokensItFoundInsteadAndWhatToDoButNoSecret() {
    addToken("other", "other-id", HMAC);

    assertThatThrownBy(this::ask)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "No Kafka delegation token for cluster 'source' among the credentials of job, which"
                + " hold [KAFKA_DELEGATION_TOKEN for kafka.server.delegation.token.other]. Submit"
                + " with --keytab and --principal, and check spark.kafka.clusters.source.* in"
                + " spark.conf.")
        .hasMessageNotContaining(HMAC);
  }

  @Test
  void refusesACallbackItDoesNotKnow() {
    addToken("source", "token-1", HMAC);
    Callback unknown = new ChoiceCallback("?", new String[] {"a"}, 0, false);

    assertThatThrownBy(() -> handler.handle(new Callback[] {unknown}))
        .isInstanceOfSatisfying(
            UnsupportedCallbackException.class, e -> assertThat(e.getCallback()).isSameAs(unknown));
  }

  @Test
  void refusesToBeConfiguredWithoutACluster() {
    DelegationTokenCallbackHandler unconfigured = new DelegationTokenCallbackHandler();

    assertThatThrownBy(() -> unconfigured.configure(Map.of(), "SCRAM-SHA-512", List.of()))
        .isInstanceOf(KafkaException.class)
        .hasMessage(
            "Missing keystream.delegation.token.cluster: it names the cluster whose delegation"
                + " token to present");
  }

  @Test
  void hidesTheHmacOfATokenThatIsPrinted() {
    assertThat(new KafkaDelegationToken("token-1", HMAC))
        .hasToString("KafkaDelegationToken[id=token-1, hmac=****]");
  }

  private record Answer(String name, String password, Map<String, String> extensions) {}

  private Answer ask() throws IOException, UnsupportedCallbackException {
    NameCallback name = new NameCallback("user");
    PasswordCallback password = new PasswordCallback("password", false);
    ScramExtensionsCallback extensions = new ScramExtensionsCallback();
    handler.handle(new Callback[] {name, password, extensions});
    return new Answer(name.getName(), new String(password.getPassword()), extensions.extensions());
  }

  private void addToken(String cluster, String id, String hmac) {
    job.addToken(service(cluster), token(id, hmac, cluster));
  }

  private static Token<?> token(String id, String hmac) {
    return token(id, hmac, "source");
  }

  private static Token<?> token(String id, String hmac, String cluster) {
    return new Token<>(
        id.getBytes(UTF_8),
        hmac.getBytes(UTF_8),
        new Text("KAFKA_DELEGATION_TOKEN"),
        service(cluster));
  }

  private static Text service(String cluster) {
    return new Text("kafka.server.delegation.token." + cluster);
  }

  private static DelegationTokenCallbackHandler configured(String cluster) {
    DelegationTokenCallbackHandler handler = new DelegationTokenCallbackHandler();
    handler.configure(
        Map.of(DelegationTokenCallbackHandler.CLUSTER_CONFIG, cluster), "SCRAM-SHA-512", List.of());
    return handler;
  }
}
