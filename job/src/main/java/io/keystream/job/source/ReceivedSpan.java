package io.keystream.job.source;

import io.keystream.job.ledger.OffsetSpan;
import io.keystream.job.received.Place;
import java.io.Serializable;
import java.util.List;

/**
 * A span and where it is in the log.
 *
 * @param places one a segment
 */
record ReceivedSpan(OffsetSpan span, List<Place> places) implements Serializable {}
