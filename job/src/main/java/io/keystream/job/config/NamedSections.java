package io.keystream.job.config;

/**
 * A mapping with names of the user's choice, below each of them a section of one kind.
 *
 * @param path dotted path in the file
 * @param key its declaration
 * @param type the record that holds the values of each section
 */
record NamedSections(String path, Key key, Class<?> type) implements SchemaNode {

  /** The section of a name. */
  Section section(String name) {
    return Section.of(path + "." + name, type);
  }
}
