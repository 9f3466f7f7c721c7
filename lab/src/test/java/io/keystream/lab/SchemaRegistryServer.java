package io.keystream.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.keystream.security.tls.ServerKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Schemas by id, over TLS and for one user, as a schema registry serves them. */
final class SchemaRegistryServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpsServer server;
  private final Map<Integer, String> schemas;
  private final Set<Integer> asked = ConcurrentHashMap.newKeySet();

  SchemaRegistryServer(Lab lab, String user, String password, Map<Integer, String> schemas)
      throws IOException, GeneralSecurityException {
    this.schemas = Map.copyOf(schemas);
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String key = lab.folders().tls().resolve("kafka.pem").toString();
    server.setHttpsConfigurator(new HttpsConfigurator(ServerKey.context(key, null, null)));
    server
        .createContext("/", this::answer)
        .setAuthenticator(
            new BasicAuthenticator("registry") {
              @Override
              public boolean checkCredentials(String name, String given) {
                return name.equals(user) && given.equals(password);
              }
            });
    server.start();
  }

  String url() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  /** The ids that were asked for. */
  Set<Integer> asked() {
    return Set.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/subjects")) {
        send(exchange, 200, "[]");
        return;
      }
      int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
      asked.add(id);
      String schema = schemas.get(id);
      if (schema == null) {
        send(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
      } else {
        send(exchange, 200, JSON.writeValueAsString(Map.of("schema", schema)));
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
