package io.keystream.job.config;

import java.util.List;

/** What must hold between the keys of a TCP source. */
final class TcpSourceRules {
  private final String section;
  private final Values values;
  private final List<Problem> problems;

  /**
   * @param section path of the source's section
   */
  TcpSourceRules(String section, Values values, List<Problem> problems) {
    this.section = section + ".";
    this.values = values;
    this.problems = problems;
  }

  void check() {
    String encryption = section + "encryption";
    String tls = section + "tls";
    boolean encrypted = values.is(encryption, Encryption.TLS);
    if (encrypted && !values.hasSection(tls)) {
      problem(
          tls,
          encryption,
          "a section, because of encryption: tls",
          "no such key",
          "add tls: with a keystore, or set encryption: none");
    } else if (values.is(encryption, Encryption.NONE) && values.hasSection(tls)) {
      problem(
          tls,
          tls,
          "no such key with encryption: none",
          "a section",
          "remove it, or set encryption: tls");
    } else if (encrypted) {
      checkTruststore(tls + ".client-auth", tls + ".truststore");
    }
  }

  private void checkTruststore(String auth, String truststore) {
    boolean given = values.find(truststore).isPresent();
    if (values.is(auth, ClientAuth.REQUIRED) && !given && !isReported(truststore)) {
      problem(
          truststore,
          auth,
          "a value, because of client-auth: required",
          "no such key",
          "add the file with the authorities of the senders' certificates");
    } else if (values.is(auth, ClientAuth.NONE) && given) {
      problem(
          truststore,
          truststore,
          "no such key with client-auth: none",
          "\"" + values.text(truststore).orElseThrow() + "\"",
          "remove it, or set client-auth: required");
    }
  }

  private boolean isReported(String path) {
    return problems.stream().anyMatch(problem -> problem.path().equals(path));
  }

  private void problem(String path, String lineOf, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(lineOf), wanted, found, remedy));
  }
}
