package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A plain Spark application, from its submission to its collected logs. */
@ExtendWith(LabExtension.class)
class SparkSubmitIT {
  private static final Pattern APPLICATION = Pattern.compile("application_\\d+_\\d+");
  private static final String SOURCE =
      """
      import org.apache.spark.sql.SparkSession;

      public class Count {
        public static void main(String[] arguments) {
          SparkSession spark = SparkSession.builder().getOrCreate();
          System.out.println("counted " + spark.range(0, 1000, 1, 2).count());
          spark.stop();
        }
      }
      """;

  @Test
  void applicationRunsAndItsLogsAreCollected(Lab lab, @TempDir Path folder) throws IOException {
    Path jar = jar(lab, folder);

    CommandResult submitted =
        lab.run(
                Command.of(
                        "spark-submit",
                        "--master",
                        "yarn",
                        "--deploy-mode",
                        "cluster",
                        "--principal",
                        "keystream@KEYSTREAM.LAB",
                        "--keytab",
                        lab.folders().keytab("keystream").toString(),
                        "--class",
                        "Count",
                        jar.toString())
                    .within(Duration.ofMinutes(4)))
            .orThrow();

    Matcher application = APPLICATION.matcher(submitted.output());
    assertThat(application.find()).as(submitted.output()).isTrue();
    Command logs = Command.of("yarn", "logs", "-applicationId", application.group());
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(lab.run(logs).stdout()).contains("counted 1000"));
    assertThat(lab.run(logs.as(LabUser.GUEST)).output()).doesNotContain("counted 1000");
  }

  /** Compiled here, so that the test needs nothing but what a user of the Spark home has. */
  private static Path jar(Lab lab, Path folder) throws IOException {
    String java = lab.environment().get("JAVA_HOME") + "/bin/";
    Path source = Files.writeString(folder.resolve("Count.java"), SOURCE);
    Path jar = folder.resolve("count.jar");
    String classPath = lab.folders().sparkHome().resolve("jars") + "/*";
    Command.of(java + "javac", "-cp", classPath, "-d", folder + "/classes", source.toString())
        .run()
        .orThrow();
    Command.of(java + "jar", "cf", jar.toString(), "-C", folder + "/classes", ".").run().orThrow();
    return jar;
  }
}
