package io.keystream.security.preflight;

import java.util.ArrayList;
import java.util.List;

/** What one check finds, which may be several things. */
final class Complaints {
  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** The job would not live. */
  void error(String found) {
    errors.add(found);
  }

  /** The job lives, but not as it should. */
  void warning(String found) {
    warnings.add(found);
  }

  void warningIf(boolean bad, String found) {
    if (bad) {
      warnings.add(found);
    }
  }

  /** The good news, if there is nothing to complain of. */
  String otherwise(String good) throws NotAsWanted {
    List<String> all = new ArrayList<>(errors);
    all.addAll(warnings);
    if (!errors.isEmpty()) {
      throw new NotAsWanted(String.join("; ", all));
    }
    if (!warnings.isEmpty()) {
      throw NotAsWanted.warning(String.join("; ", all));
    }
    return good;
  }
}
