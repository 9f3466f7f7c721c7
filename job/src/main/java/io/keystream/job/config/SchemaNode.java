package io.keystream.job.config;

/** A place in {@code pipeline.yaml} that is known: a section, sections by name, or a key. */
sealed interface SchemaNode permits Section, NamedSections, Setting {
  /** Dotted path in the file; empty for the file as a whole. */
  String path();
}
