package io.keystream.job.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Records that senders send over TCP.
 *
 * @param bindAddress address the receivers listen at; all of the host's if there is none
 * @param port of receiver 0; the others take the next ones
 * @param framing how one record is told from the next
 * @param acknowledge whether senders are told what is in the log
 * @param encryption how connections are protected
 * @param tls keys, for {@link Encryption#TLS}
 * @param maxRecordBytes longest record
 * @param maxConnections most connections of a receiver at a time
 * @param receivers number of receivers
 * @param sync whether a record is durable only when it is on disks
 * @param keep how long received data stays after it was processed
 * @param maxRatePerReceiver most records per second that batches read of a receiver
 */
public record TcpSourceConfig(
    @Key(
            doc = "Address that the receivers listen at. Without it: all addresses of the host.",
            text = TextKind.HOST)
        Optional<String> bindAddress,
    @Key(
            doc =
                "Port of receiver 0; receiver 1 listens at the next port, and so on. Which host a"
                    + " receiver is on, `home` says in `received/<source>/<receiver>/address.json`.",
            min = "1",
            max = "65000")
        int port,
    @Key(
            doc =
                "How one record is told from the next: `length` puts its length before it, in four"
                    + " bytes; `lines` a line feed after it.",
            defaultValue = "length")
        Framing framing,
    @Key(
            doc =
                "Whether senders speak the protocol of `docs/tcp-protocol.md`, in which they are"
                    + " told which records are in the log. Without it, records that were sent shortly"
                    + " before a receiver or its host fails are lost, and nobody knows which.",
            defaultValue = "true")
        boolean acknowledge,
    @Key(
            doc = "`tls`, or `none` for plain text that anybody on the network can read and forge.",
            defaultValue = "tls")
        Encryption encryption,
    @Key(doc = "Keys, for `encryption: tls`.") Optional<TlsServerConfig> tls,
    @Key(
            doc =
                "Longest record that is taken. One that is longer ends its connection, with a"
                    + " message to the sender if `acknowledge` is on.",
            defaultValue = "1048576",
            min = "1",
            max = "67108864")
        int maxRecordBytes,
    @Key(
            doc = "Most connections of a receiver at a time.",
            defaultValue = "1000",
            min = "1",
            max = "100000")
        int maxConnections,
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
