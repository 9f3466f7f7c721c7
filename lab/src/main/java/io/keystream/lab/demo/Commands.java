package io.keystream.lab.demo;

import io.keystream.lab.Lab;
import io.keystream.lab.gateway.Pipeline;
import io.keystream.lab.layout.Folders;
import java.nio.file.Path;
import java.util.List;

/** What an operator would type, from the folder of the checkout, for what the demo does. */
final class Commands {
  static final String LAB_UP = "./kit lab up";
  static final String LAB_DOWN = "./kit lab down";
  private static final String ENVIRONMENT = "eval \"$(./kit lab env)\"";
  private static final String AS_ADMIN = "eval \"$(./kit lab env --user admin)\"";

  private final Pipeline pipeline;
  private final Path checkout;
  private final Path directory;

  Commands(Lab lab, Pipeline pipeline) {
    this(pipeline, lab.options().checkout(), lab.options().directory());
  }

  Commands(Pipeline pipeline, Path checkout, Path directory) {
    this.pipeline = pipeline;
    this.checkout = checkout;
    this.directory = directory;
  }

  String[] removeEarlierRun() {
    return new String[] {
      AS_ADMIN,
      "kafka-topics --delete --topic " + pipeline.topic(),
      "hdfs dfs -rm -r " + pipeline.home() + " " + pipeline.output()
    };
  }

  String[] prepareTopic(int partitions) {
    String allow = "kafka-acls --add --allow-principal User:keystream ";
    return new String[] {
      AS_ADMIN,
      "kafka-topics --create --topic %s --partitions %d".formatted(pipeline.topic(), partitions),
      allow
          + "--producer --consumer --topic %s --group %s --group spark-executor-%s"
              .formatted(pipeline.topic(), pipeline.name(), pipeline.name()),
      allow + "--operation CreateTokens --operation DescribeTokens --user-principal User:keystream"
    };
  }

  String[] produce() {
    return new String[] {
      ENVIRONMENT, "kafka-console-producer --topic " + pipeline.topic() + " < access.log"
    };
  }

  /** Relative where that is shorter. */
  String playbook(String name) {
    Path variables = new Folders(directory).gatewayVariables(pipeline.name());
    Path ansible = checkout.resolve("ansible");
    Path shown = variables.startsWith(checkout) ? ansible.relativize(variables) : variables;
    return "cd ansible && ansible-playbook -i inventories/lab playbooks/%s.yml -e @%s"
        .formatted(name, shown);
  }

  /** For looking at the result with standard clients. */
  List<String> look(String applicationId) {
    return List.of(
        ENVIRONMENT,
        "hdfs dfs -ls -R " + pipeline.output(),
        "hdfs dfs -ls -R " + pipeline.deadLetters(),
        "kafka-console-consumer --topic "
            + pipeline.topic()
            + " --partition 0 --offset earliest --max-messages 5",
        "yarn logs -applicationId " + applicationId);
  }
}
