package io.keystream.job.received;

import java.io.Serializable;

/**
 * Where a block begins.
 *
 * @param position in the segment, in bytes
 * @param first number of the block's first record
 */
public record Place(Segment segment, long position, long first) implements Serializable {}
