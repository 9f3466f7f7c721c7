package io.keystream.job.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads YAML text into nodes with line numbers, within limits, one document, no aliases. */
final class YamlText {
  /** Most characters a file may have. */
  static final int MAX_CHARACTERS = 1 << 20;

  private static final int MAX_DEPTH = 32;

  private final LoadSettings settings;
  private final List<Problem> problems;
  private int documents;
  private int depth;

  YamlText(String sourceName, List<Problem> problems) {
    this.settings =
        LoadSettings.builder().setLabel(sourceName).setCodePointLimit(MAX_CHARACTERS).build();
    this.problems = problems;
  }

  /** The document, or nothing if there is none or none that could be looked into. */
  Optional<Node> read(String yaml) {
    int before = problems.size();
    try {
      for (Event event : new Parse(settings).parseString(yaml)) {
        if (!acceptable(event)) {
          break;
        }
      }
      return problems.size() == before ? compose(yaml) : Optional.empty();
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(YamlText::line).orElse(1);
      problems.add(notYaml(line, e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(notYaml(1, e.getMessage().lines().findFirst().orElse("unreadable text")));
    }
    return Optional.empty();
  }

  /** Line of a mark, from 1. */
  static int line(Mark mark) {
    return mark.getLine() + 1;
  }

  private Optional<Node> compose(String yaml) {
    Optional<Node> root = new Compose(settings).composeString(yaml);
    if (root.isEmpty()) {
      problems.add(
          new Problem(
              "",
              1,
              "the keys of a pipeline",
              "an empty file",
              "start from docs/configuration.md"));
    }
    return root;
  }

  private boolean acceptable(Event event) {
    int line = event.getStartMark().map(YamlText::line).orElse(1);
    if (event instanceof DocumentStartEvent && ++documents > 1) {
      return refuse(
          line, "one YAML document", "a second document", "put it into a file of its own");
    }
    if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
      return refuse(
          line, "sections as documented", "nesting deeper than " + MAX_DEPTH, "remove the nesting");
    }
    if (event instanceof CollectionEndEvent) {
      depth--;
    }
    boolean anchored = event instanceof NodeEvent node && node.getAnchor().isPresent();
    if (anchored || event instanceof AliasEvent) {
      return refuse(
          line,
          "every value written out",
          "an anchor or alias (& or *)",
          "write the value, or quote it");
    }
    return true;
  }

  private boolean refuse(int line, String wanted, String found, String remedy) {
    problems.add(new Problem("", line, wanted, found, remedy));
    return false;
  }

  private static Problem notYaml(int line, String message) {
    List<String> words = new ArrayList<>(message.lines().toList());
    return new Problem(
        "",
        line,
        "valid YAML",
        String.join("; ", words),
        "correct indentation, quotes and colons there");
  }
}
