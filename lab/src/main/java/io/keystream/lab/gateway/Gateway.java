package io.keystream.lab.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The gateway of one pipeline: the host on which Ansible places releases and {@code keystream}
 * runs. In the lab it is a folder.
 */
public final class Gateway {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lab lab;
  private final Pipeline pipeline;
  private final Map<String, Object> variables = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, Object> kafkaSource;
  private final Map<String, Object> sections;

  public Gateway(Lab lab, Pipeline pipeline) {
    this.lab = lab;
    this.pipeline = pipeline;
    this.kafkaSource = pipeline.kafkaSource(lab);
    this.sections = new LinkedHashMap<>(pipeline.asYaml(kafkaSource));
    variables.put("keystream_pipeline", sections);
  }

  /** Sets a variable of the inventory for all playbooks run from now on. */
  public Gateway with(String name, Object value) {
    variables.put(name, value);
    return this;
  }

  /** Sets a variable of the environment for all commands run from now on. */
  public Gateway withEnvironment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Reads topics of a pattern, instead of the pipeline's own. */
  public Gateway withTopicPattern(String pattern) {
    kafkaSource.remove("topics");
    return withSource("topic-pattern", pattern);
  }

  /** Sets a section of {@code pipeline.yaml}. */
  public Gateway withSection(String name, Map<String, Object> section) {
    sections.put(name, section);
    return this;
  }

  /** Keeps what the job remembers in another folder, and its dead letters where they were. */
  public Gateway withHome(String home) {
    sections.put("home", home);
    return withSection("dead-letters", Map.of("path", pipeline.deadLetters()));
  }

  /** Ships jars of the gateway with the job. */
  public Gateway withJars(String... jars) {
    sections.put("jars", List.of(jars));
    return this;
  }

  /** Reads several sources, in the place of the topic alone. */
  public Gateway withSources(Map<String, Object> sources) {
    sections.remove("source");
    return withSection("sources", sources);
  }

  /** Writes several outputs, in the place of the files alone. */
  public Gateway withOutputs(Map<String, Object> outputs) {
    sections.remove("output");
    return withSection("outputs", outputs);
  }

  /** The keys of {@code source.kafka}. */
  public Map<String, Object> kafkaSource() {
    return Map.copyOf(kafkaSource);
  }

  /** Sets a key of {@code source.kafka}. */
  public Gateway withSource(String key, Object value) {
    kafkaSource.put(key, value);
    return this;
  }

  public Pipeline pipeline() {
    return pipeline;
  }

  /**
   * Runs a playbook to its end, whatever that is.
   *
   * @param name without folder and ending
   * @param options such as {@code --check}
   */
  public CommandResult playbook(String name, String... options) {
    Path file = variablesFile();
    List<String> command =
        new ArrayList<>(
            List.of(
                "-C",
                lab.options().checkout().resolve("ansible").toString(),
                "ansible-playbook",
                "-i",
                "inventories/lab",
                "playbooks/" + name + ".yml",
                "-e",
                "@" + file));
    command.addAll(List.of(options));
    return lab.run(Command.of(command).withAll(environment).within(Duration.ofMinutes(8)));
  }

  /** Runs a playbook that has to succeed. */
  public CommandResult require(String name, String... options) {
    return playbook(name, options).orThrow();
  }

  /**
   * What a shell has to know before {@code ansible-playbook} does there as on the controller: in
   * the checkout, with the variables of this job, and for no other.
   */
  public String controller() {
    Path checkout = lab.options().checkout();
    return """
    ansible-playbook() {
      (cd '%s' && ANSIBLE_CONFIG='%s' command ansible-playbook "$@" --limit all -e '@%s')
    }
    """
        .formatted(checkout, checkout.resolve("ansible/ansible.cfg"), variablesFile());
  }

  /** Deploys as a second operator would who has just seen the preflight pass: without it. */
  public void deployWithoutPreflight() {
    require("deploy", "--skip-tags", "preflight");
  }

  /** Runs the command line of the current release. */
  public CommandResult keystream(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(folder().resolve("bin/keystream").toString());
    command.addAll(List.of(arguments));
    return lab.run(Command.of(command).withAll(environment));
  }

  /** Runs a verb with {@code --json} that has to succeed, and returns its answer. */
  public JsonNode ask(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    String answer = keystream(all.toArray(String[]::new)).orThrow().stdout();
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new LabException("Not JSON: " + answer, e);
    }
  }

  /** What the command line says of the job without asking brokers. */
  public JsonNode status() {
    return ask("status", "--brief");
  }

  /** What belongs to the pipeline on the gateway. */
  public Path folder() {
    return lab.folders().gateway().resolve(pipeline.name());
  }

  private Path variablesFile() {
    try {
      Path file = lab.folders().gatewayVariables(pipeline.name());
      Files.createDirectories(file.getParent());
      Files.writeString(file, JSON.writeValueAsString(variables));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
