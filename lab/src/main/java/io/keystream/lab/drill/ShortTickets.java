package io.keystream.lab.drill;

import io.keystream.lab.Lab;
import io.keystream.lab.LabUser;
import io.keystream.lab.process.Command;

/** Tickets of the job's user that end soon. */
final class ShortTickets {
  private ShortTickets() {}

  /** Gives out tickets that are valid for so long from now on, and cannot be renewed for longer. */
  static void of(Lab lab, int minutes) {
    String life = minutes + " minutes";
    lab.run(
            Command.of(
                    "kadmin.local",
                    "modprinc",
                    "-maxlife",
                    life,
                    "-maxrenewlife",
                    life,
                    LabUser.KEYSTREAM.shortName())
                .as(LabUser.ADMIN))
        .orThrow();
  }
}
