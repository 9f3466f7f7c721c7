package io.keystream.security.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FsStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.QuotaUsage;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.EncryptionZone;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On an HDFS without daemons. */
class HdfsChecksTest {
  private static final String ME = System.getProperty("user.name");
  private static final String HOME = "fake://nn/user/job/home";
  private final Configuration configuration = new Configuration(false);
  private final Prerequisite login =
      new Prerequisite("the login", Check.error("keytab-login", "", "", () -> "logged in"));
  private final HdfsChecks hdfs = new HdfsChecks(configuration, HOME, login);
  private final HdfsFolderChecks folders = new HdfsFolderChecks(configuration, hdfs.namenode());

  @BeforeEach
  void register() {
    configuration.set("fs.fake.impl", FakeHdfs.class.getName());
    configuration.set("fs.fake.impl.disable.cache", "true");
    FakeHdfs.reset();
  }

  @Test
  void passesAFolderThatCanBeMadeAndHasRoom() throws Exception {
    assertThat(look(hdfs.writable("hdfs-home", HOME)).found())
        .isEqualTo("to be made below fake://nn/user/job, owner " + ME + ", mode rwx------");
    assertThat(look(folders.room(HOME)).found()).isEqualTo("90 GB left, no quota is near");
    assertThat(look(folders.flush(HOME, true)).found()).isEqualTo("replicated, can be appended to");
    assertThat(look(hdfs.sameFileSystem("output-path", HOME, "fake://nn/user/job/out")).found())
        .isEqualTo("fake://nn, both in no encryption zone");
  }

  @Test
  void safeModeIsTheOnlyCauseOfWhatFollows() throws Exception {
    FakeHdfs.safeMode = true;
    List<Finding> found =
        Preflight.run(
                List.of(login.check(), hdfs.namenode().check(), hdfs.writable("hdfs-home", HOME)))
            .checks();

    assertThat(found.get(1).found()).isEqualTo("fake://nn is in safe mode: nothing can be written");
    assertThat(found.get(2).found())
        .isEqualTo("not looked at: the question to the NameNode failed (see namenode)");
  }

  @Test
  void refusesAFolderThatMayNotBeWritten() throws Exception {
    FakeHdfs.closed = true;

    assertThat(look(hdfs.writable("hdfs-home", HOME)).found())
        .isEqualTo("AccessControlException: Permission denied: user=job");
  }

  @Test
  void refusesAUsedUpQuotaAboveTheFolder() throws Exception {
    FakeHdfs.quota = 100;

    assertThat(look(folders.room(HOME)).severity()).isEqualTo("error");
    assertThat(look(folders.room(HOME)).found())
        .startsWith("fake://nn/user/job names: 100 of 100, none left");
  }

  @Test
  void warnsOfAQuotaOrADiskThatIsNearlyUsedUp() throws Exception {
    FakeHdfs.quota = 105;
    FakeHdfs.used = 95;

    assertThat(look(folders.room(HOME)).severity()).isEqualTo("warning");
    assertThat(look(folders.room(HOME)).found())
        .contains("fake://nn/user/job names: 100 of 105")
        .endsWith("the file system has 5 GB left");
  }

  @Test
  void refusesErasureCodingForLogsAndWarnsOfItOtherwise() throws Exception {
    FakeHdfs.erasureCoded = true;

    assertThat(look(folders.flush(HOME, true)).severity()).isEqualTo("error");
    assertThat(look(folders.flush(HOME, true)).found())
        .isEqualTo(
            "fake://nn/user/job is erasure-coded: what a log was given before a crash cannot be"
                + " read again");
    assertThat(look(folders.flush(HOME, false)).severity()).isEqualTo("warning");
  }

  @Test
  void refusesAFileSystemThatDoesNotAppend() throws Exception {
    FakeHdfs.appends = false;

    assertThat(look(folders.flush(HOME, true)).found()).startsWith("fake://nn does not append");
  }

  @Test
  void refusesTwoEncryptionZonesBetweenWhichNothingCanBeRenamed() throws Exception {
    FakeHdfs.zone = "/out";

    assertThat(look(hdfs.sameFileSystem("output-path", HOME, "fake://nn/out")).found())
        .isEqualTo(
            HOME
                + " is in no encryption zone, fake://nn/out in encryption zone /out: HDFS renames"
                + " within one only");
  }

  private Finding look(Check check) throws InterruptedException {
    return Preflight.run(List.of(login.check(), hdfs.namenode().check(), check)).checks().get(2);
  }

  /** Has the folders /user/job and /out, and what the fields say. */
  public static final class FakeHdfs extends DistributedFileSystem {
    private static final List<String> FOLDERS = List.of("/", "/user", "/user/job", "/out");
    private static boolean safeMode;
    private static boolean closed;
    private static boolean erasureCoded;
    private static boolean appends;
    private static long quota;
    private static long used;
    private static String zone;

    static void reset() {
      safeMode = false;
      closed = false;
      erasureCoded = false;
      appends = true;
      quota = -1;
      used = 10;
      zone = "/nowhere";
    }

    @Override
    public void initialize(URI uri, Configuration configuration) {
      setConf(configuration);
    }

    @Override
    public URI getUri() {
      return URI.create("fake://nn");
    }

    @Override
    public String getScheme() {
      return "fake";
    }

    @Override
    public boolean isInSafeMode() {
      return safeMode;
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
      if (!FOLDERS.contains(path.toUri().getPath())) {
        throw new FileNotFoundException(path.toString());
      }
      return new FileStatus(
          0,
          true,
          0,
          0,
          0,
          0,
          new FsPermission("700"),
          path.toUri().getPath().equals("/user/job") ? ME : "hdfs",
          "job",
          null,
          path,
          FileStatus.attributes(false, false, erasureCoded, false));
    }

    @Override
    public boolean exists(Path path) {
      return FOLDERS.contains(path.toUri().getPath());
    }

    @Override
    public void access(Path path, FsAction mode) throws IOException {
      if (closed) {
        throw new AccessControlException("Permission denied: user=job");
      }
    }

    @Override
    public QuotaUsage getQuotaUsage(Path path) {
      assertThat(path.toUri().getPath()).as("a folder of others").startsWith("/user/job");
      return new QuotaUsage.Builder()
          .fileAndDirectoryCount(100)
          .quota(quota)
          .spaceConsumed(0)
          .spaceQuota(-1)
          .build();
    }

    @Override
    public FsStatus getStatus(Path path) {
      return new FsStatus(100L << 30, used << 30, (100 - used) << 30);
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) {
      return appends;
    }

    @Override
    public EncryptionZone getEZForPath(Path path) {
      return path.toUri().getPath().startsWith(zone)
          ? new EncryptionZone(1, zone, null, null, "key")
          : null;
    }

    @Override
    public void close() {}
  }
}
