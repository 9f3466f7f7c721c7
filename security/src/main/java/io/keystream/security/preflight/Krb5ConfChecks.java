package io.keystream.security.preflight;

import io.keystream.security.kerberos.EncryptionType;
import io.keystream.security.kerberos.Krb5Conf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Whether a {@code krb5.conf} says what Java needs, and nothing that Java does not understand. */
public final class Krb5ConfChecks {
  private static final List<String> TYPES =
      List.of("permitted_enctypes", "default_tkt_enctypes", "default_tgs_enctypes");

  private Krb5ConfChecks() {}

  /** The check of one file, for the realm of a principal. */
  public static Check of(Path file, String principal) {
    return Check.error(
        "krb5-conf",
        file.toString(),
        "Correct the file, or leave keystream_krb5_conf empty and let Ansible make one",
        () -> read(file, principal));
  }

  private static String read(Path file, String principal) throws IOException, NotAsWanted {
    Krb5Conf conf = Krb5Conf.read(file);
    Complaints complaints = new Complaints();
    realm(conf, principal, complaints);
    TYPES.forEach(key -> types(conf, key, complaints));
    tickets(conf, complaints);
    names(conf, complaints);
    String realm = conf.realm(principal).orElse("?");
    return complaints.otherwise("realm " + realm + ", KDCs " + conf.kdcs(realm));
  }

  private static void realm(Krb5Conf conf, String principal, Complaints complaints) {
    if (conf.setting("default_realm").isEmpty()) {
      complaints.error("no default_realm in [libdefaults], which Hadoop's clients need");
    }
    conf.realm(principal)
        .filter(realm -> conf.kdcs(realm).isEmpty() && !conf.isOn("dns_lookup_kdc", false))
        .ifPresent(
            realm ->
                complaints.error(
                    "no kdc of "
                        + realm
                        + " in [realms], and dns_lookup_kdc is not true: KDCs of "
                        + realm
                        + " cannot be found"));
  }

  private static void types(Krb5Conf conf, String key, Complaints complaints) {
    List<String> all = conf.words(key);
    List<String> weak = all.stream().filter(EncryptionType::isWeak).toList();
    if (all.isEmpty() || weak.isEmpty()) {
      return;
    }
    if (weak.size() == all.size()) {
      complaints.error(key + " has only " + weak + ", none of which Java 17 uses");
    } else {
      complaints.warning(key + " has " + weak + ", which Java 17 does not use");
    }
  }

  private static void tickets(Krb5Conf conf, Complaints complaints) {
    complaints.warningIf(
        conf.isOn("allow_weak_crypto", false),
        "allow_weak_crypto is true: DES, 3DES and RC4 tickets are accepted");
    conf.setting("default_ccache_name")
        .filter(name -> name.matches("(KEYRING|KCM|API|DIR|MEMORY):.*"))
        .ifPresent(
            name ->
                complaints.warning(
                    "default_ccache_name is "
                        + name
                        + ", which Java cannot read: after kinit, hdfs and spark-submit find no"
                        + " ticket; wanted FILE:/tmp/krb5cc_%{uid}"));
    conf.setting("renew_lifetime")
        .filter(life -> life.matches("0+\\s*[smhd]?"))
        .ifPresent(
            life ->
                complaints.warning(
                    "renew_lifetime is "
                        + life
                        + ", which Java asks for as it stands; some KDCs then answer \"Message"
                        + " stream modified (41)\": remove the line"));
  }

  private static void names(Krb5Conf conf, Complaints complaints) {
    complaints.warningIf(
        conf.isOn("dns_lookup_realm", false),
        "dns_lookup_realm is true: whoever answers for the DNS names the realm to trust");
    complaints.warningIf(
        conf.isOn("rdns", false) && conf.isOn("dns_canonicalize_hostname", true),
        "rdns is true: kinit's tools ask for tickets of the reverse names, which must then be those"
            + " of the principals");
  }
}
