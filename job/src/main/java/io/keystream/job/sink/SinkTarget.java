package io.keystream.job.sink;

import java.io.Serializable;

/**
 * An output that rows are delivered to.
 *
 * @param factory makes its sinks; equal for equal sinks
 * @param shares number of writers that deliver a batch side by side, each in a transaction of its
 *     own
 */
public record SinkTarget(SinkFactory factory, SinkContext context, int shares)
    implements Serializable {}
