package io.keystream.job.shipped;

import java.time.Instant;

/**
 * A file as the running job has it.
 *
 * @param name base name of the file on the gateway
 * @param sha256 digest of its content
 * @param about what can be told of it, as the versions of keys
 * @param since when this driver, or one before, began to use it
 */
public record ShippedCopy(String name, String sha256, String about, Instant since) {}
