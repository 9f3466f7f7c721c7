package io.keystream.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.keystream.lab.gateway.Gateway;
import io.keystream.lab.process.CommandResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Playbooks, and what they say, in one line, as Ansible folds long messages.
 *
 * @param always options of each
 */
record Plays(Gateway gateway, List<String> always) {
  private static final String[] NO_PREFLIGHT = {"--skip-tags", "preflight"};

  static Plays of(Gateway gateway, String... always) {
    return new Plays(gateway, List.of(always));
  }

  /** What a playbook says that succeeds. */
  String done(String playbook, String... options) {
    return unfolded(gateway.require(playbook, all(options)).output());
  }

  /** The same of one that is told to leave the preflight out. */
  String doneUnchecked(String playbook, String... options) {
    return done(playbook, unchecked(options));
  }

  /** What a playbook says that fails. */
  String failed(String playbook, String... options) {
    CommandResult result = gateway.playbook(playbook, all(options));
    assertThat(result.exitCode()).as(result.output()).isNotZero();
    return unfolded(result.output());
  }

  /** The same of one that is told to leave the preflight out. */
  String failedUnchecked(String playbook, String... options) {
    return failed(playbook, unchecked(options));
  }

  private String[] all(String... options) {
    return concat(always, options);
  }

  private static String[] unchecked(String... options) {
    return concat(List.of(NO_PREFLIGHT), options);
  }

  private static String[] concat(List<String> first, String... second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(second));
    return all.toArray(String[]::new);
  }

  private static String unfolded(String output) {
    return output.replaceAll("\\s+", " ");
  }
}
