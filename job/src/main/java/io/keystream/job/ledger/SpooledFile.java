package io.keystream.job.ledger;

import java.io.Serializable;

/**
 * Rows of a batch that are to be delivered to a system outside.
 *
 * @param staged its path below the batch's staging folder; it is gone once all is delivered
 * @param share which of the output's writers delivers it, from 0
 * @param rows number of rows in it
 * @param bytes its length
 */
public record SpooledFile(String staged, int share, long rows, long bytes)
    implements Serializable {}
