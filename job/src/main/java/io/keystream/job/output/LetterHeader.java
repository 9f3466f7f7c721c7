package io.keystream.job.output;

import java.io.Serializable;

/**
 * A header of a record that is a dead letter.
 *
 * @param key its name, which others may have, too
 * @param value null if it has none; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record LetterHeader(String key, byte[] value) implements Serializable {}
