package io.keystream.job.cli;

import io.keystream.job.config.EnrichConfig;
import io.keystream.job.enrich.ReferenceException;
import io.keystream.job.enrich.ReferenceProbe;
import io.keystream.security.preflight.Check;
import io.keystream.security.preflight.NotAsWanted;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Whether the reference data of a pipeline is there. */
final class ReferenceChecks {
  private ReferenceChecks() {}

  static List<Check> of(Map<String, EnrichConfig> references, Configuration configuration) {
    ReferenceProbe probe = new ReferenceProbe(configuration);
    return references.entrySet().stream()
        .map(each -> check(each.getKey(), each.getValue(), probe))
        .toList();
  }

  private static Check check(String name, EnrichConfig reference, ReferenceProbe probe) {
    return reference.files().isPresent()
        ? Check.error(
            "enrich-files",
            "reference " + name + " in " + reference.place(),
            "Put the files there, or correct the path; let the principal read them",
            found(() -> probe.files(reference)))
        : Check.warning(
            "enrich-jdbc",
            "reference " + name + " in " + reference.place(),
            "Let the principal's host reach the database, and put its driver on the class path",
            found(() -> probe.table(reference)));
  }

  private static Check.Probe found(Check.Probe probe) {
    return () -> {
      try {
        return probe.find();
      } catch (ReferenceException e) {
        throw new NotAsWanted(e.getMessage());
      }
    };
  }
}
