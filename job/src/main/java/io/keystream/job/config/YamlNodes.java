package io.keystream.job.config;

import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What messages say of YAML nodes. */
final class YamlNodes {
  private static final int SHOWN_CHARACTERS = 200;

  private YamlNodes() {}

  /** Line of a node, from 1. */
  static int line(Node node) {
    return node.getStartMark().map(YamlText::line).orElse(1);
  }

  /** Whether the node is an empty value. */
  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  /** Kind and text of a node, cut to a readable length. */
  static String describe(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      return node instanceof SequenceNode ? "a list" : "a section";
    }
    String text = scalar.getValue().replace("\n", "\\n");
    String shown =
        text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "..." : text;
    return kind(scalar.getTag()) + " \"" + shown + "\"";
  }

  private static String kind(Tag tag) {
    if (tag.equals(Tag.STR)) {
      return "the text";
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return "the number";
    }
    return tag.equals(Tag.BOOL) ? "the truth value" : "a value of type " + tag.getValue();
  }
}
