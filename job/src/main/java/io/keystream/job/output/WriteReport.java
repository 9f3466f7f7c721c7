package io.keystream.job.output;

import java.io.Serializable;
import java.util.List;

/**
 * What one successful task wrote of the transform's result.
 *
 * @param rows rows of the result, whichever outputs took them
 */
record WriteReport(long rows, List<StagedFile> files) implements Serializable {}
