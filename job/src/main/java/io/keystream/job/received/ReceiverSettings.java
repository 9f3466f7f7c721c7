package io.keystream.job.received;

import io.keystream.job.receiver.ReceiverKind;
import java.io.Serializable;
import java.util.Map;

/**
 * Everything about a receiver, without secrets.
 *
 * @param home of the pipeline
 * @param folder of the source's logs
 * @param topic under which the ledger knows the source's records
 * @param number of the receiver, from 0
 * @param sync whether a record is durable only when it is on disks
 */
public record ReceiverSettings(
    String home,
    String folder,
    String topic,
    int number,
    boolean sync,
    ReceiverKind kind,
    Map<String, String> options)
    implements Serializable {}
