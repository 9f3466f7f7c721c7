package io.keystream.job.ledger;

import java.io.IOException;

/** Steps into a client's operations at chosen moments. */
public final class Interruptions {
  /** Something that happens in between. */
  public interface Event {
    void happen() throws IOException;
  }

  /** The process was killed: this operation and all later ones do not happen. */
  public static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private Interruptions() {}

  /** Counts operations, and lets an event happen before the one with this number, from 0. */
  public static final class Before implements NameNodeLikeFs.Before {
    private final int moment;
    private final Event event;
    private int operations;

    public Before(int moment, Event event) {
      this.moment = moment;
      this.event = event;
    }

    @Override
    public void operation(String name) throws IOException {
      if (operations++ == moment) {
        event.happen();
      }
    }

    /** Whether the moment came. */
    public boolean happened() {
      return operations > moment;
    }
  }

  /** Kills the client before its operation with this number, from 0, among those of one name. */
  public static final class Kill implements NameNodeLikeFs.Before {
    private final String name;
    private final int moment;
    private int operations;
    private boolean killed;

    /** An empty name counts all operations. */
    public Kill(String name, int moment) {
      this.name = name;
      this.moment = moment;
    }

    @Override
    public void operation(String operation) {
      boolean counts = name.isEmpty() || name.equals(operation);
      if (counts && !killed) {
        killed = operations++ == moment;
      }
      if (killed) {
        throw new Killed();
      }
    }

    /** Whether it was killed. */
    public boolean happened() {
      return killed;
    }
  }
}
