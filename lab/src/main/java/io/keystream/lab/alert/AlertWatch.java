package io.keystream.lab.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keystream.lab.LabException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Waits for what a Prometheus knows and fires. */
public final class AlertWatch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long POLL_MILLIS = 500;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI prometheus;

  AlertWatch(URI prometheus) {
    this.prometheus = prometheus;
  }

  /** Waits until an alert fires. */
  public void awaitFiring(String alert, Duration patience)
      throws IOException, InterruptedException {
    await(alert, true, patience);
  }

  /** Waits until it fires no more. */
  public void awaitQuiet(String alert, Duration patience) throws IOException, InterruptedException {
    await(alert, false, patience);
  }

  /**
   * Waits until an expression has a value.
   *
   * @param expression as in a rule
   */
  public void awaitMetric(String expression, Duration patience)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(patience);
    String query = "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
    while (JSON.readTree(answer(query)).path("data").path("result").isEmpty()) {
      if (Instant.now().isAfter(end)) {
        throw new LabException(
            "%s has no value within %d s".formatted(expression, patience.toSeconds()));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private Set<String> firing() throws IOException, InterruptedException {
    return firing(answer("/api/v1/alerts"));
  }

  private String answer(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(prometheus.resolve(path)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  static Set<String> firing(String answer) throws IOException {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : JSON.readTree(answer).path("data").path("alerts")) {
      if (alert.path("state").asText().equals("firing")) {
        names.add(alert.path("labels").path("alertname").asText());
      }
    }
    return names;
  }

  private void await(String alert, boolean fires, Duration patience)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(patience);
    for (Set<String> now = firing(); now.contains(alert) != fires; now = firing()) {
      if (Instant.now().isAfter(end)) {
        throw new LabException(
            "%s %s within %d s; firing: %s"
                .formatted(
                    alert, fires ? "did not fire" : "did not end", patience.toSeconds(), now));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
