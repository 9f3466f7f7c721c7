package io.keystream.job.cli;

/**
 * What became of a repair.
 *
 * @param changed whether anything was changed
 * @param mended whether all is well now
 * @param what for people
 */
record RecoverOutcome(boolean changed, boolean mended, String what) {}
