package io.keystream.security.preflight;

import io.keystream.security.kerberos.Kdc;
import io.keystream.security.kerberos.KdcKeyVersion;
import io.keystream.security.kerberos.KeytabFile;
import io.keystream.security.kerberos.Krb5Conf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.login.LoginException;
import org.apache.hadoop.security.UserGroupInformation;

/** Whether the KDCs answer, agree on the time, and let the principal in. */
public final class KerberosChecks {
  private static final int TIMEOUT_MILLIS = 4_000;

  /** From here on people should look, and from there on a KDC may refuse: its limit is 300 s. */
  private static final Duration WORTH_A_LOOK = Duration.ofMinutes(1);

  private static final Duration NEARLY_REFUSED = Duration.ofMinutes(4);

  private final String principal;
  private final Path keytab;
  private final Path krb5Conf;
  private final Prerequisite kdcs;
  private final Prerequisite clock;
  private final Prerequisite login;
  private List<Asked> asked;

  /** A KDC with its time, if it told, and why it did not answer, if it did not. */
  private record Asked(String kdc, Optional<Instant> time, Instant at, String problem) {

    boolean silent() {
      return !problem.isEmpty();
    }
  }

  /** Looks at the KDCs of the principal's realm that a {@code krb5.conf} names. */
  public KerberosChecks(String principal, Path keytab, Path krb5Conf) {
    this.principal = principal;
    this.keytab = keytab;
    this.krb5Conf = krb5Conf;
    this.kdcs = new Prerequisite("the question to the KDCs", kdcCheck());
    this.clock = new Prerequisite("the comparison of the clocks", kdcs.before(clockCheck()));
    this.login = new Prerequisite("the login", clock.before(loginCheck()));
  }

  /** All checks, in the order in which one needs the other. */
  public List<Check> all() {
    return List.of(
        Krb5ConfChecks.of(krb5Conf, principal),
        kdcs.check(),
        clock.check(),
        login.check(),
        login.before(versionCheck()));
  }

  /** What everything is after that needs a ticket. */
  public Prerequisite login() {
    return login;
  }

  private Check kdcCheck() {
    return Check.error(
        "kdc",
        "KDCs that " + krb5Conf + " names for the realm of " + principal,
        "Correct keystream_kdcs, or open port 88/tcp from here and from all NodeManagers",
        this::kdcs);
  }

  private Check clockCheck() {
    return Check.error(
        "clock",
        "clock of this host against those of the KDCs",
        "Mend the time source of the host that is wrong (chronyc tracking); a KDC refuses from"
            + " 300 s",
        this::clock);
  }

  private Check loginCheck() {
    return Check.error(
        "keytab-login",
        principal + " with " + keytab,
        "Get a new keytab from the KDC's administrator, and prove it with kinit -kt "
            + keytab
            + " "
            + principal,
        this::logIn);
  }

  private Check versionCheck() {
    return Check.error(
        "keytab-kvno",
        principal + " in " + keytab + " and in the KDC",
        "Fetch the keytab with the newest keys: this one ends working once the older key is"
            + " forgotten",
        this::version);
  }

  private String kdcs() throws Exception {
    List<Asked> all = askAll();
    if (all.isEmpty()) {
      return "none named; they are found by the DNS";
    }
    Complaints complaints = new Complaints();
    boolean none = all.stream().allMatch(Asked::silent);
    for (Asked each : all) {
      if (each.silent()) {
        String found = each.kdc() + ": " + each.problem();
        if (none) {
          complaints.error(found);
        } else {
          complaints.warning(found);
        }
      }
    }
    return complaints.otherwise(
        all.stream().map(Asked::kdc).collect(Collectors.joining(", ")) + " answer");
  }

  private String clock() throws Exception {
    List<Asked> telling = askAll().stream().filter(each -> each.time().isPresent()).toList();
    if (telling.isEmpty()) {
      return "no KDC told its time";
    }
    Complaints complaints = new Complaints();
    List<String> found = new ArrayList<>();
    for (Asked each : telling) {
      Duration apart = apart(each);
      String text = each.kdc() + " is " + Math.round(apart.toMillis() / 1e3) + " s apart";
      found.add(text);
      if (apart.abs().compareTo(NEARLY_REFUSED) > 0) {
        complaints.error(text + ", wanted less than " + NEARLY_REFUSED.toSeconds() + " s");
      } else if (apart.abs().compareTo(WORTH_A_LOOK) > 0) {
        complaints.warning(text + ", wanted less than " + WORTH_A_LOOK.toSeconds() + " s");
      }
    }
    return complaints.otherwise(String.join(", ", found));
  }

  private static Duration apart(Asked asked) {
    return Duration.between(asked.at(), asked.time().orElseThrow());
  }

  /** What Java says of a refusal is in the middle of the causes; the innermost tells of parsing. */
  private String logIn() throws IOException, NotAsWanted {
    try {
      UserGroupInformation.loginUserFromKeytab(principal, keytab.toString());
      return "logged in";
    } catch (IOException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof LoginException) {
          throw new NotAsWanted(explained(String.valueOf(cause.getMessage())));
        }
      }
      throw e;
    }
  }

  static String explained(String message) {
    boolean otherKey =
        message.contains("Checksum failed")
            || message.contains("(24)")
            || message.contains("Integrity check on decrypted field failed");
    return otherKey ? message + ": the KDC has other keys than the keytab, newer ones" : message;
  }

  private String version() throws Exception {
    int held = KeytabFile.read(keytab).newest(principal).map(KeytabFile.Entry::kvno).orElse(0);
    UserGroupInformation user =
        UserGroupInformation.loginUserFromKeytabAndReturnUGI(principal, keytab.toString());
    Optional<Integer> current;
    try {
      current = KdcKeyVersion.of(user, principal);
    } catch (IOException e) {
      throw new NotLookedAt(e.getMessage());
    }
    if (current.isEmpty()) {
      throw new NotLookedAt("the KDC does not tell the version, as is usual for Active Directory");
    }
    return compare(held, current.get());
  }

  static String compare(int held, int current) throws NotAsWanted {
    if (held != current) {
      throw new NotAsWanted("the newest key has kvno " + held + ", that of the KDC " + current);
    }
    return "kvno " + held + " in both";
  }

  private synchronized List<Asked> askAll() throws IOException, InterruptedException {
    if (asked == null) {
      Krb5Conf conf = Krb5Conf.read(krb5Conf);
      String realm = conf.realm(principal).orElse("");
      String name = principal.replaceFirst("@[^@]*$", "");
      asked = SideBySide.ask(conf.kdcs(realm), kdc -> ask(kdc, name, realm));
    }
    return asked;
  }

  private static Asked ask(String kdc, String name, String realm) {
    try {
      Optional<Instant> time = new Kdc(kdc, TIMEOUT_MILLIS).ask(name, realm);
      return new Asked(kdc, time, Instant.now(), "");
    } catch (IOException | RuntimeException e) {
      String problem = e.getClass().getSimpleName() + ": " + e.getMessage();
      return new Asked(kdc, Optional.empty(), Instant.now(), problem);
    }
  }
}
