package io.keystream.job.record;

import io.keystream.job.config.ParseConfig;
import io.keystream.job.config.PipelineYaml;

/** Makes parsers as a pipeline does. */
final class ParseSections {
  private ParseSections() {}

  /** The section {@code parse} of a pipeline. */
  static ParseConfig read(String... lines) {
    return PipelineYaml.minimal().section("parse", lines).config().parse();
  }
}
