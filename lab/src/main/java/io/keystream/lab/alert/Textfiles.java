package io.keystream.lab.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Serves the metrics in a folder as node_exporter's textfile collector does. */
final class Textfiles implements AutoCloseable {
  private static final String ENDING = ".prom";

  private final Path folder;
  private final HttpServer server;

  private Textfiles(Path folder, HttpServer server) {
    this.folder = folder;
    this.server = server;
  }

  /** Serves them on this machine alone, until it is closed. */
  static Textfiles serve(Path folder, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Textfiles textfiles = new Textfiles(folder, HttpServer.create(address, 0));
    textfiles.server.createContext("/metrics", textfiles::answer);
    textfiles.server.start();
    return textfiles;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] text = text().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(200, text.length == 0 ? -1 : text.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(text);
    }
  }

  private String text() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> written = files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
      for (Path file : written) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
