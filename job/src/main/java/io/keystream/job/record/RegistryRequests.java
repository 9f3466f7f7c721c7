package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.security.secrets.SecretSource;
import io.keystream.security.tls.TrustedCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a registry, again and again for a while if it does not answer. */
final class RegistryRequests {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryRequests.class);
  private static final int ROUNDS = 4;

  private final RegistrySettings settings;
  private final Duration timeout;
  private final Duration firstPause;
  private HttpClient client;

  /** A complete answer. */
  record Answer(int status, String body) {}

  /**
   * @param timeout of one request
   * @param firstPause after all URLs have failed once; later ones are three times as long each
   */
  RegistryRequests(RegistrySettings settings, Duration timeout, Duration firstPause) {
    this.settings = settings;
    this.timeout = timeout;
    this.firstPause = firstPause;
  }

  /**
   * The answer to a request, 200 or 404.
   *
   * @param path below the URL of the registry
   * @throws RegistryUnavailable if there was no such answer after several attempts
   */
  Answer get(String path) {
    Duration pause = firstPause;
    String failure = "";
    for (int round = 0; round < ROUNDS; round++) {
      if (round > 0) {
        sleep(pause);
        pause = pause.multipliedBy(3);
      }
      for (String url : settings.urls()) {
        try {
          Answer answer = send(url + path);
          if (answer.status() == 200 || answer.status() == 404) {
            return answer;
          }
          failure = url + path + " answered " + answer.status();
        } catch (IOException | GeneralSecurityException e) {
          failure = url + path + ": " + e;
        }
        LOG.warn("Schema registry, round {} of {}: {}", round + 1, ROUNDS, failure);
      }
    }
    throw new RegistryUnavailable("Schema registry does not answer as wanted: " + failure);
  }

  private Answer send(String url) throws IOException, GeneralSecurityException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(timeout)
            .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
    if (settings.username() != null) {
      request.header("Authorization", "Basic " + credentials());
    }
    try {
      HttpResponse<String> response =
          client().send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private String credentials() throws IOException {
    // A file needs nothing of the cluster's configuration.
    String password =
        SecretSource.ofFile(settings.passwordFile())
            .read(new Configuration(false))
            .orElseThrow()
            .reveal();
    return Base64.getEncoder()
        .encodeToString((settings.username() + ":" + password).getBytes(UTF_8));
  }

  private HttpClient client() throws IOException, GeneralSecurityException {
    if (client == null) {
      HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(timeout);
      if (settings.truststore() != null) {
        builder.sslContext(TrustedCertificates.context(settings.truststore()));
      }
      client = builder.build();
    }
    return client;
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static RegistryUnavailable interrupted() {
    Thread.currentThread().interrupt();
    return new RegistryUnavailable("The task was killed while it asked the schema registry");
  }
}
