package io.keystream.job.output;

import java.io.Serializable;
import java.util.List;

/**
 * What one successful task read and wrote.
 *
 * @param written records that became rows, whichever outputs took them
 * @param dropped valid records that were left out, for want of reference data
 * @param oldest the smallest timestamp of a record, or {@link RowMaker#NO_TIMESTAMP}
 */
record TaskReport(long read, long written, long dropped, long oldest, List<StagedFile> files)
    implements Serializable {}
