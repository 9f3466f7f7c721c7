package io.keystream.job.source;

import io.keystream.job.config.ClientAuth;
import io.keystream.job.config.CustomSourceConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.SourceConfig;
import io.keystream.job.config.TcpSourceConfig;
import io.keystream.job.config.TlsServerConfig;
import io.keystream.job.received.ReceiverSettings;
import io.keystream.job.receiver.CustomKind;
import io.keystream.job.receiver.ReceiverKind;
import io.keystream.job.tcp.TcpKind;
import io.keystream.job.tcp.TcpSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The receivers of a pipeline. */
public final class ReceiverSet {
  private ReceiverSet() {}

  /** All receivers that are to run, with what each needs on its executor. */
  public static List<ReceiverSettings> of(PipelineConfig pipeline) {
    List<ReceiverSettings> all = new ArrayList<>();
    pipeline.allSources().forEach((name, source) -> add(all, pipeline, name, source));
    return all;
  }

  private static void add(
      List<ReceiverSettings> all, PipelineConfig pipeline, String name, SourceConfig source) {
    String topic = ReceivedSource.topic(source);
    boolean sync =
        source.tcp().map(TcpSourceConfig::sync).orElse(false)
            || source.custom().map(CustomSourceConfig::sync).orElse(false);
    for (int number = 0; number < source.receivers(); number++) {
      all.add(
          new ReceiverSettings(
              pipeline.home(),
              ReceivedSource.folder(pipeline, name).toString(),
              name.isEmpty() ? topic : name + "/" + topic,
              number,
              sync,
              kind(source),
              new HashMap<>(source.custom().map(CustomSourceConfig::options).orElse(Map.of()))));
    }
  }

  private static ReceiverKind kind(SourceConfig source) {
    return source.tcp().isPresent()
        ? new TcpKind(settings(source.tcp().get()))
        : new CustomKind(source.custom().orElseThrow().className());
  }

  private static TcpSettings settings(TcpSourceConfig tcp) {
    return new TcpSettings(
        tcp.bindAddress().orElse(""),
        tcp.port(),
        tcp.framing(),
        tcp.acknowledge(),
        tcp.maxRecordBytes(),
        tcp.maxConnections(),
        tcp.tls().map(ReceiverSet::settings).orElse(null));
  }

  private static TcpSettings.TlsSettings settings(TlsServerConfig tls) {
    return new TcpSettings.TlsSettings(
        tls.keystore(),
        tls.keystorePasswordAlias().orElse(null),
        tls.clientAuth() == ClientAuth.REQUIRED ? tls.truststore().orElseThrow() : null);
  }
}
