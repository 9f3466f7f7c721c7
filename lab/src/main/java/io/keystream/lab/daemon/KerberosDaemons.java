package io.keystream.lab.daemon;

import io.keystream.lab.LabOptions;
import io.keystream.lab.LabUser;
import io.keystream.lab.identity.KerberosDatabase;
import io.keystream.lab.layout.Folders;
import io.keystream.lab.layout.Port;
import io.keystream.lab.layout.Realm;
import io.keystream.lab.process.Command;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/** The KDC, and the server that {@code kadmin} and {@code kpasswd} talk to. */
final class KerberosDaemons {
  private final LabOptions options;
  private final Folders folders;

  KerberosDaemons(LabOptions options, Folders folders) {
    this.options = options;
    this.folders = folders;
  }

  Daemon kdc() {
    int port = Port.KDC.in(options.portBase());
    return new Daemon(
        "kdc",
        List.of(KerberosDatabase.program("krb5kdc"), "-n", "-r", Realm.NAME),
        KerberosDatabase.environment(folders),
        List.of(port),
        "realm " + Realm.NAME,
        this::ticketIsGiven);
  }

  Daemon kadmin() {
    int port = Port.KADMIN.in(options.portBase());
    return new Daemon(
        "kadmin",
        List.of(KerberosDatabase.program("kadmind"), "-nofork", "-r", Realm.NAME),
        KerberosDatabase.environment(folders),
        List.of(port, Port.KPASSWD.in(options.portBase())),
        "kadmin -p admin",
        () -> {
          try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
          }
        });
  }

  private void ticketIsGiven() {
    String admin = LabUser.ADMIN.shortName();
    Command.of("kinit", "-kt", folders.keytab(admin).toString(), admin)
        .withAll(KerberosDatabase.environment(folders))
        .with("KRB5CCNAME", folders.tickets().resolve("readiness").toString())
        .run()
        .orThrow();
  }
}
