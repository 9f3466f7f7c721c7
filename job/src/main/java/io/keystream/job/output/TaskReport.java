package io.keystream.job.output;

import java.io.Serializable;
import java.util.List;

/**
 * What one successful task read and wrote.
 *
 * @param written records that became rows, whichever outputs took them
 */
record TaskReport(long read, long written, List<StagedFile> files) implements Serializable {}
