package io.keystream.security.secrets;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.ProviderUtils;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProvider.CredentialEntry;
import org.apache.hadoop.security.alias.CredentialProviderFactory;

/** A Hadoop credential provider that passwords are put into: a file of one owner. */
public final class PasswordStore {
  private static final FsPermission OWNER_ONLY =
      new FsPermission(FsAction.READ_WRITE, FsAction.NONE, FsAction.NONE);

  private final CredentialProvider provider;
  private final Configuration configuration;
  private final Path file;

  private PasswordStore(CredentialProvider provider, Configuration configuration, URI uri) {
    this.provider = provider;
    this.configuration = configuration;
    this.file = ProviderUtils.unnestUri(uri);
  }

  /**
   * Opens a provider; its file may be missing.
   *
   * @param uri such as {@code jceks://hdfs/user/keystream/secrets.jceks} or {@code
   *     localjceks://file/etc/keystream/secrets.jceks}
   * @throws IOException if it is no such URI, or its file cannot be read
   */
  public static PasswordStore open(Configuration configuration, String uri) throws IOException {
    Configuration settings = new Configuration(configuration);
    settings.set(CredentialProviderFactory.CREDENTIAL_PROVIDER_PATH, uri);
    List<CredentialProvider> providers = CredentialProviderFactory.getProviders(settings);
    if (providers.size() != 1 || providers.get(0).isTransient()) {
      throw new IOException(
          "'"
              + uri
              + "' is no credential provider that keeps passwords: wanted one, such as"
              + " jceks://hdfs/user/keystream/secrets.jceks");
    }
    return new PasswordStore(providers.get(0), settings, URI.create(uri));
  }

  /** Whether this password is there, and nobody but the owner of the file can read it. */
  public boolean holds(String alias, String password) throws IOException {
    return hasEntry(alias, password) && !isOpenToOthers();
  }

  /**
   * Puts a password in the place of the one before, if there is another one; from then on nobody
   * but the owner can read the file.
   *
   * @return whether something had to be changed
   */
  public boolean put(String alias, String password) throws IOException {
    if (holds(alias, password)) {
      return false;
    }
    if (!hasEntry(alias, password)) {
      if (provider.getCredentialEntry(alias) != null) {
        provider.deleteCredentialEntry(alias);
      }
      provider.createCredentialEntry(alias, password.toCharArray());
      provider.flush();
    }
    if (isOpenToOthers()) {
      files().setPermission(file, OWNER_ONLY);
    }
    return true;
  }

  private boolean hasEntry(String alias, String password) throws IOException {
    CredentialEntry entry = provider.getCredentialEntry(alias);
    return entry != null && Arrays.equals(entry.getCredential(), password.toCharArray());
  }

  private boolean isOpenToOthers() throws IOException {
    FileStatus status = files().getFileStatus(file);
    return status.getPermission().getGroupAction() != FsAction.NONE
        || status.getPermission().getOtherAction() != FsAction.NONE;
  }

  private FileSystem files() throws IOException {
    return file.getFileSystem(configuration);
  }
}
