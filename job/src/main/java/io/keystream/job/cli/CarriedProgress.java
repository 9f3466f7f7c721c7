package io.keystream.job.cli;

import io.keystream.job.config.FilesOutputConfig;
import io.keystream.job.config.KafkaSourceConfig;
import io.keystream.job.config.OutputConfig;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.SourceConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a job that changes its pipeline takes with it. Positions belong to the names of sources, and
 * stand in the ledger of one home; where rows go and how they are made may change at any time.
 *
 * @param refusals why progress would be left behind, one sentence each
 * @param notes what an operator has to know, one sentence each
 */
record CarriedProgress(List<String> refusals, List<String> notes) {

  /** Of a job that goes over from one pipeline to another. */
  static CarriedProgress of(PipelineConfig before, PipelineConfig after) {
    CarriedProgress found = new CarriedProgress(new ArrayList<>(), new ArrayList<>());
    found.identity(before, after);
    found.sources(before.allSources(), after.allSources());
    found.outputs(before.allOutputs(), after.allOutputs());
    if (!before.deadLetters().path().equals(after.deadLetters().path())) {
      found.notes.add(
          "dead letters go to "
              + after.deadLetters().path()
              + "; those until now stay in "
              + before.deadLetters().path());
    }
    return found;
  }

  private void identity(PipelineConfig before, PipelineConfig after) {
    if (!before.name().equals(after.name())) {
      refusals.add(
          "name is "
              + after.name()
              + ", that of the running job is "
              + before.name()
              + ": under another name it is another job, which would run beside this one");
    }
    if (!before.home().equals(after.home())) {
      refusals.add(
          "home is "
              + after.home()
              + ", the ledger is in "
              + before.home()
              + ": positions and totals would be left behind, and records read again. Stop the job,"
              + " keystream backup, and keystream restore into the new home carry them over");
    }
  }

  private void sources(Map<String, SourceConfig> before, Map<String, SourceConfig> after) {
    if (Collections.disjoint(before.keySet(), after.keySet())) {
      refusals.add(
          "sources are "
              + names(after.keySet())
              + ", positions are of "
              + names(before.keySet())
              + ": every source would begin at its own start. Keep the name of one that goes on");
    }
    before.forEach(
        (name, source) -> {
          if (!after.containsKey(name)) {
            notes.add(
                "source "
                    + shown(name)
                    + " is read no longer; its position stays in the ledger"
                    + (source.receivers() > 0
                        ? ", and with received data that is not processed the job refuses to start"
                        : ""));
          } else {
            source(name, source, after.get(name));
          }
        });
    Set<String> added = new TreeSet<>(after.keySet());
    added.removeAll(before.keySet());
    added.forEach(
        name ->
            notes.add(
                "source " + shown(name) + " is new: without a position it begins at its start"));
  }

  private void source(String name, SourceConfig before, SourceConfig after) {
    if (before.kafka().isEmpty() || after.kafka().isEmpty()) {
      if (before.kafka().isPresent() != after.kafka().isPresent()) {
        notes.add("source " + shown(name) + " is of another kind, and begins at its start");
      }
      return;
    }
    KafkaSourceConfig old = before.kafka().get();
    KafkaSourceConfig young = after.kafka().get();
    if (Collections.disjoint(old.bootstrapServers(), young.bootstrapServers())) {
      notes.add(
          "source "
              + shown(name)
              + " has other bootstrap-servers: they have to be of the same"
              + " cluster. Topics of another one have other ids, which on-data-loss decides about");
    }
    if (!Objects.equals(old.topics(), young.topics())) {
      notes.add(
          "source "
              + shown(name)
              + " has other topics: a new one is read from its beginning, one"
              + " that is gone keeps its position");
    }
  }

  private void outputs(Map<String, OutputConfig> before, Map<String, OutputConfig> after) {
    before.forEach(
        (name, output) -> {
          if (!after.containsKey(name)) {
            notes.add("output " + name + " gets no more rows; what it has stays");
          } else if (!output.target().equals(after.get(name).target())) {
            notes.add(
                "output "
                    + name
                    + " goes to "
                    + after.get(name).target()
                    + "; rows until now stay in "
                    + output.target());
          } else if (!format(output).equals(format(after.get(name)))) {
            notes.add("output " + name + " has files of another format beside those until now");
          }
        });
    Set<String> added = new TreeSet<>(after.keySet());
    added.removeAll(before.keySet());
    added.forEach(name -> notes.add("output " + name + " is new: it has rows from now on"));
  }

  private static String format(OutputConfig output) {
    return output.files().map(FilesOutputConfig::format).map(Object::toString).orElse("");
  }

  private static String names(Set<String> names) {
    return String.join(", ", new TreeSet<>(names).stream().map(CarriedProgress::shown).toList());
  }

  private static String shown(String name) {
    return name.isEmpty() ? "(source)" : name;
  }
}
