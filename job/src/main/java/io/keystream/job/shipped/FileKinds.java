package io.keystream.job.shipped;

import io.keystream.job.config.KafkaAuth;
import io.keystream.job.config.KafkaClusterConfig;
import io.keystream.job.config.KafkaSecurityConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.shipped.ClientFile.Content;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which of the files that a pipeline names can be replaced while it runs. */
public final class FileKinds {
  private final ClusterLogin login;
  private final Map<String, FileKind> kinds = new TreeMap<>();

  private FileKinds(ClusterLogin login) {
    this.login = login;
  }

  /**
   * The shipped files that executors have, too, by their names. A path names no copy of a shipped
   * file, but one that clients read anew by themselves.
   *
   * @param login how this process connects to prove a file
   */
  public static Map<String, FileKind> ofExecutors(PipelineConfig pipeline, ClusterLogin login) {
    FileKinds found = new FileKinds(login);
    pipeline.kafkaClusters().forEach(found::add);
    return found.kinds;
  }

  private void add(KafkaClusterConfig cluster) {
    KafkaSecurityConfig security = cluster.security();
    if (security.auth() == KafkaAuth.DELEGATION_TOKEN) {
      return; // Its truststore is a path on every host: Spark needs it on the gateway, too.
    }
    security
        .keytab()
        .ifPresent(name -> add(name, new KeytabKind(security.principal().orElseThrow())));
    security.truststore().ifPresent(store -> add(store.location(), cluster, Content.AUTHORITIES));
    security
        .keystore()
        .ifPresent(
            store -> {
              add(store.location(), cluster, Content.KEY);
              add(store.passwordFile(), cluster);
            });
    security.scram().ifPresent(scram -> add(scram.passwordFile(), cluster));
  }

  private void add(Optional<String> passwordFile, KafkaClusterConfig cluster) {
    passwordFile.ifPresent(name -> add(name, cluster, Content.PASSWORD));
  }

  private void add(String name, KafkaClusterConfig cluster, Content content) {
    add(name, new ClientFile(cluster, login, content));
  }

  private void add(String name, FileKind kind) {
    if (!name.startsWith("/")) {
      kinds.merge(name, kind, FileKind::and);
    }
  }
}
