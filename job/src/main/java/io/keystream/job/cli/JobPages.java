package io.keystream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PrivilegedExceptionAction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.authentication.client.AuthenticatedURL;
import org.apache.hadoop.security.authentication.client.AuthenticationException;
import org.apache.hadoop.security.authentication.client.KerberosAuthenticator;
import org.apache.hadoop.security.ssl.SSLFactory;

/**
 * Pages of the job, behind YARN's proxy and on NodeManagers: by ticket, and by the authorities of
 * ssl-client.xml.
 */
final class JobPages implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  /** What NodeManagers tell would else be XML for some clients. */
  private static final String ACCEPTED = "application/json, text/plain";

  private final SSLFactory tls;

  private JobPages(SSLFactory tls) {
    this.tls = tls;
  }

  static JobPages open(Configuration configuration) throws IOException {
    SSLFactory tls = new SSLFactory(SSLFactory.Mode.CLIENT, configuration);
    try {
      tls.init();
    } catch (GeneralSecurityException e) {
      throw new IOException("ssl-client.xml of the Hadoop configuration cannot be used", e);
    }
    return new JobPages(tls);
  }

  /** The text of a page. */
  String read(String url) throws IOException, InterruptedException {
    PrivilegedExceptionAction<String> reading = () -> readAsUser(url);
    return UserGroupInformation.getLoginUser().doAs(reading);
  }

  private String readAsUser(String url) throws IOException {
    try {
      AuthenticatedURL client = new AuthenticatedURL(new KerberosAuthenticator(), tls);
      HttpURLConnection connection =
          client.openConnection(URI.create(url).toURL(), new AuthenticatedURL.Token());
      connection.setRequestProperty("Accept", ACCEPTED);
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try (InputStream in = connection.getInputStream()) {
        return new String(in.readAllBytes(), UTF_8);
      }
    } catch (AuthenticationException e) {
      throw new IOException(url + " refuses the login: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    tls.destroy();
  }
}
