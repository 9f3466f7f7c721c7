package io.keystream.security.preflight;

/**
 * The result of a check.
 *
 * @param severity {@code error} or {@code warning}; {@code skipped} if it could not be found out,
 *     for a reason that {@code found} tells
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
