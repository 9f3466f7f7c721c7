package io.keystream.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keystream.lab.identity.CertificateAuthority;
import io.keystream.lab.process.CommandResult;
import io.keystream.security.tls.TrustedCertificates;
import io.keystream.security.tls.Truststore;
import io.keystream.security.tls.VerifiedServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The page of a deployed job, whose key store is {@code ui.p12}, and who may talk to its driver.
 */
interface PageTests extends DeployedJob {
  /** Of the key store. */
  String PASSWORD = "of the page's key store";

  @Test
  default void thePageOfTheJobIsSeenByItsUserAndItsViewersOnly(Lab lab) throws Exception {
    Page page = Page.of(lab, gateway().status().path("tracking_url").asText() + "environment/");

    assertThat(page.statusFor(LabUser.KEYSTREAM)).as("the job's user").isEqualTo(200);
    assertThat(page.statusFor(LabUser.ADMIN)).as("a viewer").isEqualTo(200);
    assertThat(page.statusFor(LabUser.GUEST)).as("another user").isEqualTo(403);
  }

  @Test
  default void thePageIsEncryptedOnItsWayToTheProxy(Lab lab) throws Exception {
    URI page = lab.hadoop(LabUser.KEYSTREAM).pageOf(applicationId());

    SSLSession session = sessionWithThePage(lab);

    assertThat(page.getScheme()).isEqualTo("https");
    assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
    assertThat(session.getPeerPrincipal().getName()).startsWith("CN=ui,");
    try (Socket inPlainText = new Socket(page.getHost(), page.getPort())) {
      inPlainText.setSoTimeout((int) DeployedJob.SOON.toMillis());
      inPlainText.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
      assertThat(new String(inPlainText.getInputStream().readAllBytes(), US_ASCII))
          .doesNotContain("HTTP/1.1 200", "Location: http:");
    }
  }

  private SSLSession sessionWithThePage(Lab lab) throws Exception {
    URI page = lab.hadoop(LabUser.KEYSTREAM).pageOf(applicationId());
    Truststore truststore = new Truststore(lab.folders().truststore().toString(), "PEM");
    return VerifiedServer.session(page.getAuthority(), TrustedCertificates.context(truststore));
  }

  @Test
  default void theDriverTalksToNobodyWhoDoesNotKnowTheSecretOfTheApplication(Lab lab)
      throws Exception {
    JsonNode status = gateway().status();
    String settings =
        Page.of(
                lab,
                status.path("tracking_url").asText()
                    + "api/v1/applications/"
                    + status.path("application_id").asText()
                    + "/environment")
            .textFor(LabUser.KEYSTREAM);
    Map<String, String> driver = new HashMap<>();
    for (JsonNode setting : new ObjectMapper().readTree(settings).path("sparkProperties")) {
      driver.put(setting.path(0).asText(), setting.path(1).asText());
    }

    try (Socket socket =
        new Socket(
            driver.get("spark.driver.host"), Integer.parseInt(driver.get("spark.driver.port")))) {
      socket.setSoTimeout((int) DeployedJob.SOON.toMillis());
      assertThat(Stranger.call(socket)).contains("Unknown challenge message");
    }
  }

  /** First, so that all others see the job that comes of it. */
  @Test
  @Order(1)
  default void whatARunningJobCannotTakeUpIsRotatedByOneRestartThatIsSaidBefore(Lab lab)
      throws Exception {
    String before = applicationId();
    Certificate old = certificateOfThePage(lab);
    newKeyOfThePage(lab);

    CommandResult said = gateway().require("rotate_certificates", "--check");
    assertThat(said.stdout())
        .containsIgnoringWhitespaces("a running job cannot take up ui.p12: it would be stopped");
    assertThat(applicationId()).isEqualTo(before);
    CommandResult done = gateway().require("rotate_certificates");

    assertThat(done.stdout())
        .containsIgnoringWhitespaces(
            "cannot take up ui.p12: it is stopped gracefully and submitted");
    assertThat(applicationId()).isNotEqualTo(before);
    assertThat(certificateOfThePage(lab)).isNotEqualTo(old);
    assertThat(lastRotation()).contains(" files=ui.p12 ").endsWith(" job=restarted");
  }

  default void newKeyOfThePage(Lab lab) {
    new CertificateAuthority(lab.folders()).client("ui", "ca", PASSWORD);
  }

  private Certificate certificateOfThePage(Lab lab) throws Exception {
    return sessionWithThePage(lab).getPeerCertificates()[0];
  }

  default String lastRotation() throws IOException {
    List<String> lines = Files.readAllLines(gateway().folder().resolve("rotations.log"));
    return lines.get(lines.size() - 1);
  }
}
