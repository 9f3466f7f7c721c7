package io.keystream.job.received;

/**
 * How much of a sender's records is in the log.
 *
 * @param count records since the sender's name was first seen
 * @param at when the last of them came, in milliseconds since 1970
 */
record SenderMark(long count, long at) {}
