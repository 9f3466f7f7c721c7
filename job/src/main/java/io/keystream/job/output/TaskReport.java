package io.keystream.job.output;

import java.io.Serializable;
import java.util.List;

/** What one successful task read and wrote. */
record TaskReport(long read, List<StagedFile> files) implements Serializable {}
