package io.keystream.job.received;

/**
 * A record in the log of a receiver.
 *
 * @param number 0 for the receiver's first
 * @param receivedAt milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ReceivedRecord(long number, long receivedAt, byte[] value) {}
