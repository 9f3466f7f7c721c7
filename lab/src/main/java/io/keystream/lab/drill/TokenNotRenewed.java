package io.keystream.lab.drill;

import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.identity.KerberosDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/**
 * Gives the job's principal new keys, of which only the gateway hears: the driver, whose keytab is
 * old, can renew its tokens no more, until the keytab is rotated.
 */
final class TokenNotRenewed extends WatchedDrill {
  private static final String ALERT = "CredentialNotRenewed";
  private static final String PAGE = "procedures/rotate-keytab.md#";

  /** Of Kafka's and of HDFS's tokens, renewed after three tenths of it: the rest is for people. */
  private static final Duration LIFE = Duration.ofMinutes(6);

  private static final Map<String, String> RENEWAL =
      Map.of(
          "spark.security.credentials.renewalRatio", "0.3",
          "spark.security.credentials.retryWait", "5s");

  TokenNotRenewed() {
    super(
        "token-not-renewed",
        "new keys that only the gateway has, so that the driver renews no token, and"
            + " rotate_keytab");
  }

  @Override
  public LabOptions lab(LabOptions defaults) {
    return ShortTokens.of(defaults, LIFE);
  }

  @Override
  LoadedJob prepared(LoadedJob job) {
    return job.with("keystream_spark_conf", RENEWAL);
  }

  @Override
  void happens(Incident incident) throws IOException, InterruptedException {
    incident.begins();
    changeKeys(incident.job());
    incident.say().accept("the principal has new keys, and the gateway has them");
    incident.alert(ALERT);
    incident.follow(PAGE + "diagnosis");
    incident.follow(PAGE + "mitigation");
    incident.follow("alerts/CredentialNotRenewed.md#mitigation");
    incident.follow(PAGE + "verification");
    incident.job().awaitCommitAfter(incident.job().committed());
    incident.ends(ALERT);
  }

  /** As a deployment does that nobody rotated the keytab after. */
  private static void changeKeys(LoadedJob job) throws IOException {
    String user = LabUser.KEYSTREAM.shortName();
    KerberosDatabase kdc = new KerberosDatabase(job.lab().folders());
    kdc.changeKeys(user);
    kdc.writeKeytab(user);
    kdc.purgeKeys(user);
    String name = job.pipeline().name() + ".keytab";
    Path installed = job.gateway().folder().resolve("keytabs").resolve(name);
    Path fresh = installed.resolveSibling(name + ".new");
    Files.copy(job.lab().folders().keytab(user), fresh);
    Files.move(fresh, installed, StandardCopyOption.ATOMIC_MOVE);
  }
}
