package io.keystream.job.config;

/** A place in {@code pipeline.yaml} that is known: a section or a key with a value. */
sealed interface SchemaNode permits Section, Setting {
  /** Dotted path in the file; empty for the file as a whole. */
  String path();
}
