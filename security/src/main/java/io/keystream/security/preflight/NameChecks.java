package io.keystream.security.preflight;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether hosts have the names that Kerberos and TLS know them by: the name that a client is
 * configured with is part of the service's principal and stands in its certificate.
 */
public final class NameChecks {
  private static final String ADDRESS = "[0-9.]+|\\[?[0-9a-fA-F]*:[0-9a-fA-F:.]+\\]?";

  private final Names names;

  /** What tells names and addresses of hosts. */
  interface Names {
    /** The addresses of a name. */
    InetAddress[] addresses(String host) throws UnknownHostException;

    /** The name of an address; its text, if it has none. */
    String name(InetAddress address);
  }

  /** Asks as every program of this host does. */
  public NameChecks() {
    this(
        new Names() {
          @Override
          public InetAddress[] addresses(String host) throws UnknownHostException {
            return InetAddress.getAllByName(host);
          }

          @Override
          public String name(InetAddress address) {
            return address.getCanonicalHostName();
          }
        });
  }

  NameChecks(Names names) {
    this.names = names;
  }

  /**
   * One check for each {@code host:port}, and each host once.
   *
   * @param service whose hosts they are, such as {@code "NameNode"}
   */
  public List<Check> of(String service, List<String> servers) {
    return servers.stream()
        .map(NameChecks::host)
        .distinct()
        .map(
            host ->
                Check.error(
                    "names",
                    service + " " + host + ", forward and reverse",
                    "Configure the host by its full name, and correct the DNS or /etc/hosts, on all"
                        + " hosts of the cluster alike",
                    () -> look(host)))
        .toList();
  }

  private String look(String host) throws NotAsWanted {
    if (host.matches(ADDRESS)) {
      throw new NotAsWanted(
          "an address, wanted a name: Kerberos and certificates know services by their names");
    }
    InetAddress[] addresses;
    try {
      addresses = names.addresses(host);
    } catch (UnknownHostException e) {
      throw new NotAsWanted("no address for " + host);
    }
    List<String> others = new ArrayList<>();
    for (InetAddress address : addresses) {
      String name = names.name(address);
      if (!name.equalsIgnoreCase(host)) {
        boolean nameless = name.equals(address.getHostAddress());
        others.add(address.getHostAddress() + (nameless ? " has no name" : " is called " + name));
      }
    }
    if (others.size() == addresses.length) {
      throw NotAsWanted.warning(
          String.join(", ", others) + "; wanted " + host + ", which its principal is made of");
    }
    return Arrays.stream(addresses)
        .map(InetAddress::getHostAddress)
        .collect(Collectors.joining(", "));
  }

  private static String host(String server) {
    return server.replaceFirst(":\\d+$", "");
  }
}
