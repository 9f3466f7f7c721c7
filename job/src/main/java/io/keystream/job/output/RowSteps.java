package io.keystream.job.output;

import io.keystream.job.enrich.Enrichment;
import io.keystream.job.record.RecordMetadata;
import io.keystream.job.record.RecordParser;
import io.keystream.job.record.RowRules;
import java.io.Serializable;

/** What makes a row of a record, one step after the other; shipped to tasks. */
record RowSteps(RecordMetadata metadata, RecordParser parser, RowRules rules, Enrichment enrichment)
    implements Serializable {}
