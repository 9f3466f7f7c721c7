package io.keystream.job.output;

import java.io.Serializable;

/**
 * A file that a task wrote.
 *
 * @param output name of the output it belongs to
 * @param name its path below the batch's staging folder of that output
 */
record StagedFile(String output, String name, long rows, long bytes) implements Serializable {}
