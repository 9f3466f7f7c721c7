package io.keystream.job.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures of such systems, as operators see them, and the page that each has to lead to. */
class KnownFailuresTest {
  private static final String FOLDER = "runbooks/procedures/";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "RemoteException: token (HDFS_DELEGATION_TOKEN token 7 for job) is expired | mend-job.md#tokens-expired",
        "InvalidToken: token (token for job: HDFS_DELEGATION_TOKEN owner=job@R) can't be found in cache | mend-job.md#tokens-expired",
        "WARN HadoopDelegationTokenManager: Failed to update tokens, will try again in 60 seconds! | mend-job.md#tokens-expired",
        "GSSException: Failure unspecified at GSS-API level (Mechanism level: Checksum failed) | mend-preflight.md#keytab-kvno",
        "KrbException: Specified version of key is not available (44) | mend-preflight.md#keytab-kvno",
        "AM Container for appattempt_1_0001_000002 exited with  exitCode: -1000 | mend-preflight.md#yarn-restart",
        "Attempt to add (file:/etc/job.keytab) multiple times to the distributed cache. | mend-preflight.md#shipped-files",
        "Could not login: the client is being asked for a password, but the Kafka client code does not | mend-job.md#keytab-on-executors",
        "Could not find a 'KafkaClient' entry in the JAAS configuration. System property | mend-job.md#keytab-on-executors",
        "KrbException: Clock skew too great (37) - PROCESS_TGS | mend-preflight.md#clock",
        "KrbException: Server not found in Kerberos database (7) - LOOKING_UP_SERVER | mend-preflight.md#names",
        "KrbException: KDC has no support for encryption type (14) | mend-preflight.md#keytab-keys",
        "WARN KeyTab: Found unsupported keytype (23) for job@R | mend-preflight.md#keytab-keys",
        "CertificateException: No subject alternative DNS name matching b1.example.com found. | mend-preflight.md#tls",
        "java.security.cert.CertificateExpiredException: NotAfter: Sat Jan 31 10:15:30 UTC 2026 | mend-preflight.md#tls",
        "java.nio.file.NoSuchFileException: /etc/pki/tls/cluster-ca.pem | mend-preflight.md#truststore",
        "java.lang.OutOfMemoryError: Java heap space at o.a.k.c.network.NetworkReceive | mend-job.md#out-of-memory",
        "java.io.InvalidClassException: io.X; local class incompatible | mend-job.md#checkpoint-not-readable",
        "Caused by: java.io.EOFException | mend-job.md#checkpoint-not-readable",
        "WARN CheckpointWriter: Could not write checkpoint for time 1700000000000 ms to file | mend-job.md#checkpoint-not-written",
        "INFO JobGenerator: Batches during down time (12 batches): 1700000000000 ms | mend-job.md#backlog",
        "SparkException: Could not read data from write ahead log record FileBasedWriteAheadLogSegment | mend-job.md#write-ahead-log",
        "IOException: Failed to replace a bad datanode on the existing pipeline due to no more good | mend-job.md#datanode-pipeline",
        "WARN YarnClusterScheduler: Initial job has not accepted any resources; check | mend-job.md#no-resources",
        "Dynamic Allocation cannot be enabled for both streaming and core at the same time. | mend-preflight.md#dynamic-allocation",
        "OffsetOutOfRangeException: Fetch position is out of range for partition access-0 | check-job.md#records-that-are-gone",
        "IllegalArgumentException: requirement failed: numRecords must not be negative | check-job.md#records-that-are-gone",
        "Previously tracked partitions [a-0] been revoked by Kafka because of consumer rebalance. | mend-job.md#shared-group",
        "GroupAuthorizationException: Not authorized to access group: spark-executor-access | mend-preflight.md#kafka-executor-group",
        "WARN ShutdownHookManager: ShutdownHook '' timeout, java.util.concurrent.TimeoutException | mend-job.md#stop-cut-short",
        "Application application_1_0001 failed 4 times due to AM Container for appattempt | watch-job.md",
        "RUNNING, no batch completes | mend-job.md#stuck-driver",
        "SafeModeException: Cannot create file. Name node is in safe mode. | mend-job.md#hdfs-away",
        "IOException: File /a could only be written to 0 of the 1 minReplication nodes. There are 1 datanode(s) | mend-job.md#hdfs-full",
        "DSQuotaExceededException: The DiskSpace quota of /user/job is exceeded: quota = 1 B = 1 B but | mend-job.md#hdfs-quota-used-up",
        "NSQuotaExceededException: The NameSpace quota (directories and files) of directory /a is exceeded: | mend-job.md#hdfs-quota-used-up",
        "ConnectException: refused, while invoking ApplicationMasterProtocolPBClientImpl.allocate over null | mend-job.md#resourcemanager-away",
        "1/1 local-dirs usable space is below configured utilization percentage/no more usable space | mend-job.md#disk-full",
        "KrbException: Cannot contact any KDC for realm 'EXAMPLE.COM' | mend-preflight.md#kdc",
        "INFO NetworkClient: [Consumer clientId=a, groupId=b] Node 1 disconnected. | mend-job.md#brokers-away",
        "Job aborted: Task 3 in stage 7.0 failed 8 times, most recent failure: Lost task | mend-job.md#task-fails",
        "SecurityException: Invalid signature file digest for Manifest main attributes | mend-preflight.md#jar",
        "LoginException: No LoginModule found for org.apache.kafka.X | mend-preflight.md#jar",
        "UnsupportedFileSystemException: No FileSystem for scheme \"hdfs\" | mend-preflight.md#jar",
        "IllegalAccessError: class X (in unnamed module) cannot access class sun.nio.ch.DirectBuffer | mend-preflight.md#add-opens",
      })
  void leadsToItsPage(String text, String page) throws IOException {
    Pages pages = new Pages();

    assertThat(new TextScan(RunbookIndex.of(pages)).read(new StringReader(text)))
        .as("what explains: %s", text)
        .isNotEmpty()
        .first()
        .extracting(finding -> finding.topic().target())
        .isEqualTo(FOLDER + page);
  }
}
