package io.keystream.lab.daemon;

import io.keystream.lab.LabOptions;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Port;
import io.keystream.lab.layout.Realm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Prometheus of the Debian package, which scrapes what a drill serves in node_exporter's place. */
public final class Prometheus {
  /** What it is called among the daemons. */
  public static final String NAME = "prometheus";

  private final LabOptions options;
  private final Folders folders;

  public Prometheus(LabOptions options, Folders folders) {
    this.options = options;
    this.folders = folders;
  }

  /**
   * Writes its configuration, which comes before it is started.
   *
   * @param rules of alerts
   */
  public void configure(String rules) throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("rules.yml"), rules);
    Files.writeString(
        folder().resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [rules.yml]
        scrape_configs:
          - job_name: gateways
            static_configs: [{targets: ["%s:%d"]}]
        """
            .formatted(Realm.HOST, Port.TEXTFILES.in(options.portBase())));
  }

  /** Where it answers. */
  public URI url() {
    return URI.create("http://" + address());
  }

  /** The server; {@link #configure} comes first. */
  public Daemon daemon() {
    return new Daemon(
        NAME,
        List.of(
            "prometheus",
            "--config.file=" + folder().resolve("prometheus.yml"),
            "--storage.tsdb.path=" + folder().resolve("data"),
            "--web.listen-address=" + address(),
            "--log.level=warn"),
        Map.of(),
        List.of(Port.PROMETHEUS.in(options.portBase())),
        url().toString(),
        this::ready);
  }

  private void ready() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url().resolve("/-/ready")).build();
    int status = HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException("status " + status);
    }
  }

  private String address() {
    return Realm.HOST + ":" + Port.PROMETHEUS.in(options.portBase());
  }

  private Path folder() {
    return folders.data().resolve(NAME);
  }
}
