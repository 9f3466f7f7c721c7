package io.keystream.job.cli;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.output.OutputColumns;
import io.keystream.job.record.SchemaRegistry;
import io.keystream.security.kerberos.Krb5Conf;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.CredentialChecks;
import io.keystream.security.preflight.HdfsChecks;
import io.keystream.security.preflight.HdfsFolderChecks;
import io.keystream.security.preflight.KerberosChecks;
import io.keystream.security.preflight.KeytabChecks;
import io.keystream.security.preflight.NameChecks;
import io.keystream.security.preflight.Prerequisite;
import io.keystream.security.preflight.TokenChecks;
import io.keystream.security.preflight.YarnChecks;
import io.keystream.security.preflight.YarnSettingChecks;
import io.keystream.security.secrets.SecretSource;
import io.keystream.security.tls.ClientKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.StructType;

/** All checks of a release, from what is on this host to what services say of it. */
final class PreflightChecks implements AutoCloseable {
  private final Release release;
  private final PipelineConfig pipeline;
  private final Configuration configuration;
  private final Map<String, String> settings;
  private final SparkChecks spark;
  private final KerberosChecks kerberos;
  private final HdfsChecks hdfs;
  private final YarnChecks yarn;
  private final KafkaLogins logins;

  PreflightChecks(Release release, Configuration configuration) throws IOException {
    this.release = release;
    this.pipeline = release.pipeline();
    this.configuration = configuration;
    this.settings = SparkDefaults.under(release);
    this.spark = new SparkChecks(release, settings, configuration);
    this.kerberos = new KerberosChecks(release.principal(), release.keytab(), Krb5Conf.ofThisJvm());
    this.hdfs = new HdfsChecks(configuration, pipeline.home(), ticket());
    this.yarn = new YarnChecks(configuration, ticket());
    this.logins = new KafkaLogins(release, configuration, ticket(), spark.tokens());
  }

  /** Those of a keytab and of the KDCs that have to let its principal in. */
  static List<Check> of(String principal, Path keytab) {
    List<Check> checks = new ArrayList<>(KeytabChecks.of(principal, keytab));
    checks.addAll(new KerberosChecks(principal, keytab, Krb5Conf.ofThisJvm()).all());
    return checks;
  }

  List<Check> all() throws IOException {
    List<Check> checks = new ArrayList<>(new JavaChecks(settings).all());
    checks.addAll(new ReleaseChecks(release).all());
    checks.addAll(spark.all());
    checks.addAll(ReceiverChecks.cores(release));
    checks.addAll(KeytabChecks.of(release.principal(), release.keytab()));
    checks.addAll(kerberos.all());
    checks.addAll(folders());
    checks.addAll(yarn());
    List<Check> sources = new SourceChecks(release, logins, hdfs).all();
    List<Check> outputs = new OutputChecks(pipeline, logins, hdfs).all();
    checks.addAll(logins.checks());
    checks.addAll(sources);
    checks.addAll(outputs);
    checks.addAll(services());
    return checks;
  }

  private Prerequisite ticket() {
    return kerberos.login();
  }

  private List<Check> folders() {
    HdfsFolderChecks folder = new HdfsFolderChecks(configuration, hdfs.namenode());
    List<Check> checks =
        new ArrayList<>(new NameChecks().of("NameNode", ClusterHosts.namenodes(configuration)));
    checks.add(hdfs.namenode().check());
    checks.add(hdfs.writable("hdfs-home", pipeline.home()));
    checks.add(folder.room(pipeline.home()));
    checks.add(folder.flush(pipeline.home(), pipeline.receivers() > 0));
    checks.add(
        new TokenChecks(configuration, spark.tokens(), hdfs.namenode()).hdfs(pipeline.home()));
    return checks;
  }

  private List<Check> yarn() {
    List<Check> checks =
        new ArrayList<>(
            new NameChecks().of("ResourceManager", ClusterHosts.resourceManagers(configuration)));
    checks.addAll(
        yarn.of(
            release.queue().orElse("default"),
            ContainerSizes.driver(settings),
            ContainerSizes.executors(settings)));
    YarnSettingChecks ofYarn = new YarnSettingChecks(configuration);
    checks.addAll(ofYarn.of(settings));
    List<String> variables = pipeline.passwordVariables();
    if (!variables.isEmpty()) {
      checks.add(ofYarn.variables(variables));
    }
    return checks;
  }

  /** What may be reached with a ticket or with a password that is on the cluster. */
  private List<Check> services() throws IOException {
    List<Check> checks = new ArrayList<>(ReferenceChecks.of(pipeline.enrich(), configuration));
    checks.addAll(ReceiverChecks.keys(release, configuration));
    Map<String, StructType> columns = OutputColumns.of(pipeline);
    checks.addAll(DatabaseChecks.of(release, columns, configuration));
    checks.addAll(TableChecks.of(pipeline, columns, configuration));
    pageKeystore().ifPresent(checks::add);
    checks.replaceAll(ticket()::before);
    checks.addAll(registry());
    return checks;
  }

  /** Spark looks for the password by this name. */
  private Optional<Check> pageKeystore() {
    return Optional.ofNullable(settings.get("spark.ssl.ui.keyStore"))
        .map(
            store ->
                CredentialChecks.pageKeystore(
                    new ClientKey(
                        release.shipped(store),
                        settings.getOrDefault("spark.ssl.ui.keyStoreType", "JKS"),
                        new SecretSource(
                            null,
                            "spark.ssl.ui.keystorepassword",
                            settings.get("spark.hadoop.hadoop.security.credential.provider.path"),
                            null))));
  }

  private List<Check> registry() {
    return pipeline.parse().registry().urls().stream()
        .map(
            urls ->
                Check.error(
                    "schema-registry",
                    String.join(", ", urls),
                    "Correct parse.registry in pipeline.yaml, or mend the registry",
                    () -> {
                      new SchemaRegistry(release.registry()).check();
                      return "answers";
                    }))
        .toList();
  }

  @Override
  public void close() {
    logins.close();
    yarn.close();
  }
}
