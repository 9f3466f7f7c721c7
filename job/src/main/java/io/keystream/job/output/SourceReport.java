package io.keystream.job.output;

import java.io.Serializable;
import java.util.List;

/**
 * What became of one partition of the source before the transform.
 *
 * @param partition its index
 * @param read records read
 * @param handedOn valid rows, whether the transform took them or not
 * @param deadLetters files of the other records
 */
record SourceReport(int partition, long read, long handedOn, List<StagedFile> deadLetters)
    implements Serializable {}
