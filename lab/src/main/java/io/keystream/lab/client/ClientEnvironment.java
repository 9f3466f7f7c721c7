package io.keystream.lab.client;

import io.keystream.lab.LabOptions;
import io.keystream.lab.layout.Folders;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The environment variables with which the standard clients speak to this lab. */
public final class ClientEnvironment {
  private final LabOptions options;
  private final Folders folders;

  public ClientEnvironment(LabOptions options, Folders folders) {
    this.options = options;
    this.folders = folders;
  }

  /** All variables but {@code PATH}, with tickets in the cache given. */
  public Map<String, String> variables(Path ticketCache) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("KEYSTREAM_LAB_DIR", folders.root().toString());
    variables.put("KEYSTREAM_LAB_PORT_BASE", Integer.toString(options.portBase()));
    variables.put("KEYSTREAM_BOOTSTRAP_SERVERS", options.bootstrapServers());
    variables.put("KEYSTREAM_KAFKA_CLIENT_CONFIG", folders.kafkaClientConfig().toString());
    variables.put("KEYSTREAM_KEYTABS", folders.keytabs().toString());
    variables.put("KEYSTREAM_TRUSTSTORE", folders.truststore().toString());
    variables.put("KEYSTREAM_JAR", jar().toString());
    variables.put("KRB5_CONFIG", folders.krb5Conf().toString());
    variables.put("KRB5_KDC_PROFILE", folders.kdcConf().toString());
    variables.put("KRB5CCNAME", ticketCache.toString());
    variables.put("HADOOP_CONF_DIR", folders.clientConf().toString());
    variables.put("YARN_CONF_DIR", folders.clientConf().toString());
    variables.put("SPARK_HOME", folders.sparkHome().toString());
    variables.put("SPARK_CONF_DIR", folders.sparkHome().resolve("conf").toString());
    variables.put("JAVA_HOME", Tools.javaHome());
    return variables;
  }

  /** What goes before the caller's {@code PATH}. */
  public String path() {
    return folders.bin() + ":" + folders.sparkHome().resolve("bin");
  }

  /** As lines for a shell to evaluate. */
  public String exports(Path ticketCache) {
    return variables(ticketCache).entrySet().stream()
            .map(entry -> "export %s=%s\n".formatted(entry.getKey(), quoted(entry.getValue())))
            .collect(Collectors.joining())
        // Once only, however often a shell evaluates this.
        + "export PATH=%1$s:\"${PATH#%1$s:}\"\n".formatted(quoted(path()));
  }

  private Path jar() {
    return options.checkout().resolve("job/target/keystream-0.1.0.jar");
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
