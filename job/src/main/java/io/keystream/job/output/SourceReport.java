package io.keystream.job.output;

import java.io.Serializable;
import java.util.List;

/**
 * What became of one partition of the source before the transform.
 *
 * @param partition its index
 * @param read records read
 * @param handedOn valid rows, whether the transform took them or not
 * @param dropped valid records that were left out, for want of reference data
 * @param oldest the smallest timestamp of a record, or {@link RowMaker#NO_TIMESTAMP}
 * @param deadLetters files of the other records
 */
record SourceReport(
    int partition,
    long read,
    long handedOn,
    long dropped,
    long oldest,
    List<StagedFile> deadLetters)
    implements Serializable {}
