package io.keystream.lab;

import io.keystream.lab.client.ClientEnvironment;
import io.keystream.lab.client.HadoopSession;
import io.keystream.lab.client.KafkaSession;
import io.keystream.lab.client.Tickets;
import io.keystream.lab.daemon.Daemon;
import io.keystream.lab.daemon.Daemons;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.process.Command;
import io.keystream.lab.process.CommandResult;
import io.keystream.lab.process.DaemonProcesses;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A secured cluster on this machine. Its daemons are processes of their own and go on when this
 * object, or the JVM it lives in, is gone; {@link #stop} ends them.
 *
 * <p>Opening a lab points this JVM's Kerberos at the realm of the lab: one JVM uses one lab.
 */
public final class Lab {
  private final LabOptions options;
  private final Folders folders;
  private final LabFolder folder;
  private final DaemonProcesses processes;
  private final Daemons daemons;
  private final Consumer<String> progress;

  private Lab(LabOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    this.folders = new Folders(options.directory());
    this.folder = new LabFolder(folders);
    this.processes = new DaemonProcesses(folders);
    this.daemons = new Daemons(options, folders, hadoop(LabUser.ADMIN), kafka(LabUser.ADMIN));
    System.setProperty("java.security.krb5.conf", folders.krb5Conf().toString());
  }

  /** The running lab of this process's environment; see {@link LabOptions#fromEnvironment}. */
  public static Lab open() {
    return open(LabOptions.fromEnvironment().directory());
  }

  /** The running lab in this work folder. Throws {@link LabException} if there is none. */
  public static Lab open(Path directory) {
    Lab lab = stored(directory);
    if (!lab.folder.isComplete()) {
      throw new LabException("The lab in " + directory + " is not up: ./kit lab up");
    }
    return lab;
  }

  /** The lab that was last started in this work folder, up or not. */
  public static Lab stored(Path directory) {
    LabOptions options =
        new LabFolder(new Folders(directory.toAbsolutePath().normalize()))
            .options()
            .orElseThrow(() -> new LabException("No lab in " + directory + ": ./kit lab up"));
    return new Lab(options, message -> {});
  }

  /** See {@link #startWith(LabOptions, Consumer)}. */
  public static Lab startWith(LabOptions options) {
    return startWith(options, message -> {});
  }

  /**
   * A lab with these options, every daemon of which serves. One that runs already is used, and
   * daemons missing in it are started. What a start that was cut short has left is removed first.
   *
   * @param progress told what happens, one line at a time
   */
  public static Lab startWith(LabOptions options, Consumer<String> progress) {
    Lab lab = new Lab(options, progress);
    lab.folder.exclusively(lab::bringUp);
    return lab;
  }

  private void bringUp() {
    Startup startup = new Startup(options, folders, daemons, processes, progress);
    if (folder.isComplete()) {
      requireSameOptions();
      startup.repair();
      return;
    }
    processes.killAll();
    folder.clear(options);
    FreePorts.require(daemons.all());
    try {
      startup.run();
    } catch (RuntimeException e) {
      processes.killAll();
      throw e;
    }
    folder.markComplete();
  }

  private void requireSameOptions() {
    LabOptions running = folder.options().orElse(options);
    if (!running.equals(options)) {
      throw new LabException(
          "The lab runs with other options; ./kit lab down first.%n  running: %s%n  wanted:  %s"
              .formatted(running, options));
    }
  }

  /** Ends every process of the lab, containers included, and deletes its data but not its logs. */
  public void stop() {
    folder.exclusively(
        () -> {
          folder.markIncomplete();
          processes.killAll();
          folder.deleteData();
        });
  }

  public LabOptions options() {
    return options;
  }

  /** Where the lab keeps what. */
  public Folders folders() {
    return folders;
  }

  public List<Daemon> daemons() {
    return daemons.all();
  }

  /** The process id of a daemon; empty if it does not run. */
  public OptionalLong pid(String daemon) {
    return processes.pid(daemons.named(daemon).name());
  }

  /** Every process of the lab, containers included. */
  public List<Long> allProcesses() {
    return processes.all();
  }

  /** The log of a daemon. */
  public Path log(String daemon) {
    return processes.log(daemons.named(daemon).name());
  }

  /** Kills a daemon with SIGKILL, and returns when it is gone. */
  public void kill(String daemon) {
    processes.kill(daemons.named(daemon).name());
  }

  /**
   * Sends a signal to a daemon.
   *
   * @param signal as {@code kill} knows it, without the dash: {@code 9}, {@code TERM}, {@code STOP}
   */
  public void kill(String daemon, String signal) {
    processes.signal(daemons.named(daemon).name(), signal);
  }

  /**
   * Starts a daemon, on the data it left, and waits until it serves. One that runs is left alone.
   */
  public void start(String daemon) {
    start(daemon, Map.of());
  }

  /**
   * The same, with more in its environment than it has by default; a later start knows nothing of
   * it.
   */
  public void start(String daemon, Map<String, String> environment) {
    Daemon wanted = daemons.named(daemon);
    Map<String, String> all = new HashMap<>(wanted.environment());
    all.putAll(environment);
    folder.exclusively(
        () -> {
          if (!processes.isAlive(daemon)) {
            FreePorts.require(List.of(wanted));
            processes.start(daemon, wanted.command(), all);
          }
          new Readiness(processes, progress).await(List.of(wanted));
        });
  }

  /** The environment of a command of this user, {@code PATH} included; a ticket is in place. */
  public Map<String, String> environment(LabUser user) {
    ClientEnvironment client = new ClientEnvironment(options, folders);
    Map<String, String> environment =
        new HashMap<>(client.variables(new Tickets(folders).cache(user)));
    environment.put("PATH", client.path() + ":" + System.getenv("PATH"));
    return environment;
  }

  /** The environment of the job's user. */
  public Map<String, String> environment() {
    return environment(LabUser.KEYSTREAM);
  }

  /** Lines for a person's shell to evaluate, with a ticket of this user. */
  public String exports(LabUser user) {
    return new ClientEnvironment(options, folders).exports(new Tickets(folders).shellCache(user));
  }

  /** Runs a command with the environment of its user and waits for its end. */
  public CommandResult run(Command command) {
    return command.withDefaults(environment(command.user())).run();
  }

  /** Access to HDFS and YARN from Java. */
  public HadoopSession hadoop(LabUser user) {
    return new HadoopSession(folders, user);
  }

  /** Access to Kafka from Java. */
  public KafkaSession kafka(LabUser user) {
    return new KafkaSession(folders, options.bootstrapServers(), user);
  }

  /** Creates a topic; an existing one stays as it is. */
  public void createTopic(String name, int partitions) {
    kafka(LabUser.ADMIN).createTopic(name, partitions);
  }

  /**
   * Allows a user what a streaming job needs in Kafka: to read and write the topic, to use the
   * group and that of Spark's executors, and delegation tokens of its own.
   */
  public void allow(LabUser user, String topic, String group) {
    String principal = "User:" + user.shortName();
    kafka(LabUser.ADMIN).allowReading(principal, topic, group);
    kafka(LabUser.ADMIN).allowWriting(principal, topic);
  }

  /** Allows a user to write to a topic in transactions of a pipeline. */
  public void allowDelivering(LabUser user, String topic, String pipeline) {
    kafka(LabUser.ADMIN).allowDelivering("User:" + user.shortName(), topic, pipeline);
  }
}
