package io.keystream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A small HTTP server that answers as the web services of a NodeManager do. */
final class FakeNodeManager implements BeforeEachCallback, AfterEachCallback {
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private HttpServer server;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ws/v1/node", this::answer);
    server.start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    server.stop(0);
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers this path, with its query, with this text. */
  void put(String path, String text) {
    answers.put("/ws/v1/node" + path, text);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      // Whoever logs in asks for the options first.
      boolean asked = exchange.getRequestMethod().equals("GET");
      String text = asked ? answers.get(exchange.getRequestURI().toString()) : "";
      if (asked && !exchange.getRequestHeaders().getFirst("Accept").contains("json")) {
        text = "<containerLogsInfoes/>";
      }
      byte[] body = (text == null ? "no such page" : text).getBytes(UTF_8);
      exchange.sendResponseHeaders(text == null ? 404 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
