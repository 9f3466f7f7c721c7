package io.keystream.job.output;

import java.io.Serializable;
import java.util.List;

/**
 * What one successful task read and wrote.
 *
 * @param written records that became rows, whichever outputs took them
 * @param dropped valid records that were left out, for want of reference data
 */
record TaskReport(long read, long written, long dropped, List<StagedFile> files)
    implements Serializable {}
