package io.keystream.lab.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextfilesTest {

  @Test
  void whatIsInTheFolderNowIsServed(@TempDir Path folder) throws Exception {
    int port = freePort();
    Textfiles textfiles = Textfiles.serve(folder, port);
    try {
      assertThat(get(port).body()).isEmpty();
      Files.writeString(folder.resolve("a.prom"), "keystream_up 1\n");
      Files.writeString(folder.resolve("a.prom.tmp"), "half");
      HttpResponse<String> answer = get(port);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).get().asString().contains("0.0.4");
      assertThat(answer.body()).isEqualTo("keystream_up 1\n");
    } finally {
      textfiles.close();
    }
  }

  private static HttpResponse<String> get(int port) throws Exception {
    URI uri = URI.create("http://localhost:" + port + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
