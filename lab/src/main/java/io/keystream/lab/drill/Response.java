package io.keystream.lab.drill;

import io.keystream.lab.runbook.RunbookShell.Followed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How an operator came to know of a fault, and what was done about it.
 *
 * @param alerts each with the time after which it fired
 * @param pages of the runbooks that were followed, with their sections
 * @param commands how many these have
 */
record Response(List<String> alerts, List<String> pages, int commands) {
  static final Response NONE = new Response(List.of(), List.of(), 0);

  Response {
    alerts = List.copyOf(alerts);
    pages = List.copyOf(pages);
  }

  /** Gathers one. */
  static final class Builder {
    private final List<String> alerts = new ArrayList<>();
    private final List<String> pages = new ArrayList<>();
    private int commands;

    void alert(String name, Duration after) {
      alerts.add("%s (%d s)".formatted(name, after.toSeconds()));
    }

    void followed(Followed followed) {
      if (!pages.contains(followed.page())) {
        pages.add(followed.page());
      }
      commands += followed.commands();
    }

    Response build() {
      return new Response(alerts, pages, commands);
    }
  }
}
