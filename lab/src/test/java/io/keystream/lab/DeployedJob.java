package io.keystream.lab;

import io.keystream.lab.gateway.Gateway;
import java.time.Duration;

/** What tests of one deployed job have in common. */
interface DeployedJob {
  Duration SOON = Duration.ofMinutes(2);

  /** Where it is deployed from. */
  Gateway gateway();

  /** The application that is there now. */
  default String applicationId() {
    return gateway().status().path("application_id").asText();
  }
}
