package io.keystream.job.config;

import java.time.Duration;
import java.util.Map;

/**
 * Records of a receiver of one's own.
 *
 * @param className a {@link io.keystream.job.receiver.RecordReceiver}
 * @param options what it is told
 * @param receivers number of receivers
 * @param sync whether a record is durable only when it is on disks
 * @param keep how long received data stays after it was processed
 * @param maxRatePerReceiver most records per second that batches read of a receiver
 */
public record CustomSourceConfig(
    @Key(
            name = "class",
            doc =
                "Class that implements `io.keystream.job.receiver.RecordReceiver`, with a public"
                    + " constructor without parameters, in a jar shipped with `--jars`; see"
                    + " `docs/custom-receivers.md`.",
            text = TextKind.CLASS)
        String className,
    @Key(
            doc = "What the class is told: names and values of its own. No secrets.",
            text = TextKind.ANY_OR_EMPTY)
        Map<String, String> options,
    @Key(
            doc =
                "Number of receivers. Each takes one core of an executor for as long as the job"
                    + " runs; at least one core has to be left.",
            defaultValue = "1",
            min = "1",
            max = "100")
        int receivers,
    @Key(
            doc =
                "Whether a record counts as durable only when it is on the disks of all hosts that"
                    + " store it, and not already when it is in their memory.",
            defaultValue = "false")
        boolean sync,
    @Key(
            doc = "How long received data stays in `home` after its batch is committed.",
            defaultValue = "0s",
            min = "0s",
            max = "10000h")
        Duration keep,
    @Key(
            doc =
                "Most records per second of the batch interval that a batch reads of one receiver.",
            defaultValue = "100000",
            min = "1",
            max = "1000000000")
        int maxRatePerReceiver) {}
