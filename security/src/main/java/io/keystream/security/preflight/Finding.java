package io.keystream.security.preflight;

/**
 * The result of a check.
 *
 * @param severity {@code error} or {@code warning}
 * @param remedy what to do; empty if the check passed
 * @param runbook page and anchor with more
 */
public record Finding(
    String id,
    String severity,
    boolean ok,
    String lookedAt,
    String found,
    String remedy,
    String runbook) {}
