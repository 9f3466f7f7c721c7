package io.keystream.job.hive;

import io.keystream.job.config.HiveTableConfig;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.security.PrivilegedExceptionAction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.hadoop.hive.conf.HiveConf.ConfVars;
import org.apache.hadoop.hive.metastore.HiveMetaStoreClient;
import org.apache.hadoop.hive.metastore.IMetaStoreClient;
import org.apache.hadoop.hive.metastore.api.NoSuchObjectException;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A metastore of Hive, asked by the client that Spark brings.
 *
 * <p>It is seldom asked, so each time over a new connection. It is asked as the process's login,
 * whose tickets are renewed first, whatever the thread runs as: the client itself would take a
 * delegation token, should the process have one, and never renew it.
 */
final class Metastore {
  private static final String NO_TOKEN = "keystream-uses-its-keytab";

  private final HiveTableConfig config;
  private final Configuration hadoop;

  Metastore(HiveTableConfig config, Configuration hadoop) {
    this.config = config;
    this.hadoop = hadoop;
  }

  /** A question. */
  @FunctionalInterface
  interface Question<T> {
    T ask(IMetaStoreClient client) throws Exception;
  }

  /**
   * Asks.
   *
   * @throws MetastoreException if there is no answer, or a refusal
   */
  <T> T ask(Question<T> question) throws MetastoreException {
    try {
      UserGroupInformation login = UserGroupInformation.getLoginUser();
      login.checkTGTAndReloginFromKeytab();
      return login.doAs((PrivilegedExceptionAction<T>) () -> connectAndAsk(question));
    } catch (UndeclaredThrowableException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(e);
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    } catch (LinkageError e) {
      throw new MetastoreException(
          "Spark has no client of Hive 2.3 ("
              + e
              + "): a Spark built with Hive is needed, which has hive-metastore-2.3.*.jar in its jars",
          e);
    }
  }

  /** The table, which has to be there. */
  Table table(IMetaStoreClient client) throws Exception {
    try {
      return client.getTable(config.database(), config.name());
    } catch (NoSuchObjectException e) {
      throw new MetastoreException(
          "no table " + config.table() + ": create it as keystream hive-ddl prints it", e);
    }
  }

  HiveTableConfig config() {
    return config;
  }

  private <T> T connectAndAsk(Question<T> question) throws Exception {
    IMetaStoreClient client = new HiveMetaStoreClient(settings());
    try {
      return question.ask(client);
    } finally {
      client.close();
    }
  }

  /** Whatever a hive-site.xml of the cluster says. */
  private HiveConf settings() {
    HiveConf settings = new HiveConf(hadoop, Metastore.class);
    settings.setVar(ConfVars.METASTOREURIS, String.join(",", config.metastore()));
    settings.setBoolVar(ConfVars.METASTORE_USE_THRIFT_SASL, config.principal().isPresent());
    config
        .principal()
        .ifPresent(name -> settings.setVar(ConfVars.METASTORE_KERBEROS_PRINCIPAL, name));
    settings.setVar(ConfVars.METASTORE_TOKEN_SIGNATURE, NO_TOKEN);
    settings.setIntVar(ConfVars.METASTORETHRIFTCONNECTIONRETRIES, 1);
    settings.setVar(ConfVars.METASTORE_CLIENT_SOCKET_TIMEOUT, "30s");
    settings.setVar(
        ConfVars.METASTORE_FILTER_HOOK,
        "org.apache.hadoop.hive.metastore.DefaultMetaStoreFilterHookImpl");
    return settings;
  }

  private static MetastoreException failure(Throwable e) {
    if (e instanceof MetastoreException known) {
      return known;
    }
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    String firstLine = message.lines().findFirst().orElse(e.toString());
    return new MetastoreException(e.getClass().getSimpleName() + ": " + firstLine, e);
  }
}
