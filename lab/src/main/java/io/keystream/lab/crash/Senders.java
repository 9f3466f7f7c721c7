package io.keystream.lab.crash;

import io.keystream.job.tcp.RecordClient;
import io.keystream.lab.Lab;
import io.keystream.lab.LabException;
import io.keystream.lab.LabUser;
import io.keystream.lab.process.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends every third number to a topic, to a receiver and into a folder each, and keeps what was
 * acknowledged.
 */
final class Senders implements AutoCloseable {
  private static final int EVENTS_PER_SECOND = 50;
  private static final long NANOS = 1_000_000_000L / EVENTS_PER_SECOND;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration FILE_INTERVAL = Duration.ofSeconds(2);
  private static final int WINDOW = 200;

  private final Lab lab;
  private final String topic;
  private final int port;
  private final FolderSender folder;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads;
  private volatile Exception failure;

  Senders(Lab lab, String topic, int port, String folder) {
    this.lab = lab;
    this.topic = topic;
    this.port = port;
    this.folder = new FolderSender(lab, folder);
    this.threads = List.of(thread(this::produce), thread(this::send), thread(this::put));
    threads.forEach(Thread::start);
  }

  /** Ends sending, waits for the last acknowledgements, and tells what was acknowledged. */
  Set<Long> finish() throws InterruptedException {
    stopping.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure != null) {
      throw new LabException("Not everything could be sent", failure);
    }
    return Set.copyOf(acknowledged);
  }

  @Override
  public void close() {
    stopping.set(true);
  }

  private void produce() throws Exception {
    Map<String, Object> properties = new HashMap<>(lab.kafka(LabUser.ADMIN).configuration());
    properties.put("acks", "all");
    properties.put("delivery.timeout.ms", Math.toIntExact(PATIENCE.toMillis()));
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long id = 0; !stopping.get(); id += 3) {
        long sent = id;
        var unused =
            producer.send(
                new ProducerRecord<>(topic, Events.event(id, "kafka")),
                (metadata, refused) -> acknowledge(sent, refused));
        LockSupport.parkNanos(NANOS);
      }
    }
  }

  private void acknowledge(long id, Exception refused) {
    if (refused == null) {
      acknowledged.add(id);
    } else {
      failure = refused;
    }
  }

  private void send() throws Exception {
    InetSocketAddress receiver = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    long id = 1;
    try (RecordClient client =
        new RecordClient(
            List.of(receiver), trusting().getSocketFactory(), "crash", WINDOW, PATIENCE)) {
      for (; !stopping.get(); id += 3) {
        client.send(Events.event(id, "tcp"));
        LockSupport.parkNanos(NANOS);
      }
      client.flush();
    }
    for (long sent = 1; sent < id; sent += 3) {
      acknowledged.add(sent);
    }
  }

  private void put() throws Exception {
    for (long id = 2; !stopping.get(); id = FolderSender.after(id)) {
      folder.put(id, acknowledged);
      Pause.of(FILE_INTERVAL);
    }
  }

  private SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
    authorities.load(null, null);
    try (var pem = Files.newInputStream(lab.folders().truststore())) {
      authorities.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private interface Sending {
    void run() throws Exception;
  }

  private Thread thread(Sending sending) {
    Thread thread =
        new Thread(
            () -> {
              try {
                sending.run();
              } catch (Exception e) {
                failure = e;
              }
            });
    thread.setDaemon(true);
    return thread;
  }
}
