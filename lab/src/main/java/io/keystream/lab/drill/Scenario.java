package io.keystream.lab.drill;

import io.keystream.lab.LabOptions;
import java.io.IOException;
import java.util.function.Consumer;

/** A fault, injected into a running job. */
interface Scenario {

  /** As {@code kit drill NAME} names it. */
  String name();

  /** One line for the list. */
  String description();

  /** The lab it needs; a lab of its own, so that lifetimes can be short. */
  default LabOptions lab(LabOptions defaults) {
    return defaults;
  }

  /**
   * Runs it.
   *
   * @param say told how it goes, one line at a time
   */
  Outcome run(LabOptions options, Consumer<String> say) throws IOException, InterruptedException;
}
