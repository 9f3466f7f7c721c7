package io.keystream.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the rendered Java options of every process forbid Kafka's clients. */
class KafkaRestrictionsTest {
  private static final Path RENDERED =
      Path.of("..", "ansible", "tests", "golden", "example", "access-logs", "delegation-token");
  private static final Pattern OPTION =
      Pattern.compile("-D(org[.]apache[.]kafka[.][a-z.]+)=([A-Za-z.,]+)");
  private static final String LOGIN_MODULES = "org.apache.kafka.disallowed.login.modules";
  private static final String PROVIDERS = "org.apache.kafka.automatic.config.providers";

  @AfterEach
  void clear() {
    System.clearProperty(LOGIN_MODULES);
    System.clearProperty(PROVIDERS);
  }

  @Test
  void driverExecutorsAndGatewayHaveThem() throws IOException {
    Map<String, String> driver = options("spark.conf", "spark.driver.extraJavaOptions=");

    assertThat(driver).containsOnlyKeys(LOGIN_MODULES, PROVIDERS);
    assertThat(options("spark.conf", "spark.executor.extraJavaOptions=")).isEqualTo(driver);
    assertThat(options("keystream", "export SPARK_SUBMIT_OPTS=")).isEqualTo(driver);
    assertThat(options("keystream", "exec ")).isEqualTo(driver);
  }

  @Test
  void loginModulesThatAskServersAreRefused() throws IOException {
    restrict();
    for (String name : new String[] {"JndiLoginModule", "LdapLoginModule"}) {
      String module = "com.sun.security.auth.module." + name;
      refused(
          Map.of(
              "security.protocol",
              "SASL_PLAINTEXT",
              "sasl.mechanism",
              "PLAIN",
              "sasl.jaas.config",
              module + " required;"),
          module
              + " is not allowed. Update System property '"
              + LOGIN_MODULES
              + "' to allow "
              + module);
    }
  }

  @Test
  void valuesFromFilesAndEnvironmentAreRefused() throws IOException {
    restrict();
    for (String name : new String[] {"FileConfigProvider", "EnvVarConfigProvider"}) {
      String provider = "org.apache.kafka.common.config.provider." + name;
      refused(
          Map.of("config.providers", "p", "config.providers.p.class", provider),
          provider
              + " is not allowed. Update System property '"
              + PROVIDERS
              + "' to allow "
              + provider);
    }
  }

  private static void refused(Map<String, Object> properties, String message) {
    Map<String, Object> client = new HashMap<>(properties);
    client.put("bootstrap.servers", "localhost:1");

    Throwable refusal = catchThrowable(() -> Admin.create(client).close());
    while (refusal.getCause() != null) {
      refusal = refusal.getCause();
    }
    assertThat(refusal).hasMessage(message);
  }

  private static void restrict() throws IOException {
    options("spark.conf", "spark.driver.extraJavaOptions=").forEach(System::setProperty);
  }

  /** The options that stand from a text on to the end of its paragraph. */
  private static Map<String, String> options(String file, String from) throws IOException {
    String text = Files.readString(RENDERED.resolve(file));
    String part = text.substring(text.indexOf(from));
    Matcher option =
        OPTION.matcher(from.startsWith("exec") ? part : part.lines().findFirst().get());
    Map<String, String> found = new HashMap<>();
    while (option.find()) {
      found.put(option.group(1), option.group(2));
    }
    return found;
  }
}
