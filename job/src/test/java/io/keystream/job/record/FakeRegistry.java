package io.keystream.job.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A small HTTP server that behaves as a schema registry, and misbehaves as one. */
final class FakeRegistry implements BeforeEachCallback, AfterEachCallback {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Integer, String> answers = new ConcurrentHashMap<>();
  private final Queue<Integer> failures = new ConcurrentLinkedQueue<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private volatile String credentials;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/registry", this::answer);
    server.start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    server.stop(0);
  }

  /** Behind a path, as registries often are. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/registry";
  }

  /** Puts a schema of type AVRO under an id. */
  void put(int id, String schema) throws IOException {
    answer(id, JSON.writeValueAsString(Map.of("schema", schema)));
  }

  /** Answers requests for an id with this. */
  void answer(int id, String body) {
    answers.put(id, body);
  }

  /** Answers the next requests with these codes, a request each; 0 hangs up without an answer. */
  void failWith(Integer... codes) {
    Collections.addAll(failures, codes);
  }

  /** Refuses whoever has not this name and password. */
  void protect(String user, String password) {
    credentials =
        "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  /** Paths that were asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      requests.add(path);
      Integer failure = failures.poll();
      if (failure != null && failure == 0) {
        return;
      }
      if (failure != null) {
        send(exchange, failure, "{\"error_code\":" + failure + ",\"message\":\"as told\"}");
      } else if (credentials != null
          && !credentials.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        send(exchange, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
      } else {
        String id = path.substring(path.lastIndexOf('/') + 1);
        String body = id.matches("\\d+") ? answers.get(Integer.valueOf(id)) : "[]";
        send(
            exchange,
            body == null ? 404 : 200,
            body == null
                ? "{\"error_code\":40403,\"message\":\"Schema " + id + " not found\"}"
                : body);
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
