package io.keystream.job.ledger;

import java.io.Serializable;

/**
 * A file of an output.
 *
 * @param staged its path below the batch's staging folder
 * @param path where it is published
 * @param rows number of rows in it
 * @param bytes its length
 */
public record CommittedFile(String staged, String path, long rows, long bytes)
    implements Serializable {}
