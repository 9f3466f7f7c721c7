package io.keystream.job.lifecycle;

import io.keystream.job.lifecycle.TokenKeeper.Fetched;
import io.keystream.security.token.HeldToken;
import io.keystream.security.token.RenewalWatch;
import java.io.IOException;
import java.net.URI;
import java.security.PrivilegedExceptionAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.deploy.security.HadoopDelegationTokenManager;
import org.apache.spark.scheduler.cluster.CoarseGrainedClusterMessages;
import org.apache.spark.scheduler.cluster.CoarseGrainedSchedulerBackend;
import org.apache.spark.security.HadoopDelegationTokenProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * Delegation tokens of a job, fetched by Spark's own providers with a login from the keytab, and
 * handed over in the way Spark's renewal takes. The providers are asked one by one because Spark's
 * manager keeps to itself how long the tokens are valid.
 */
final class SparkTokens implements TokenKeeper.Tokens, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SparkTokens.class);
  private static final String KEYTAB = "spark.kerberos.keytab";
  private static final String PRINCIPAL = "spark.kerberos.principal";
  private static final long LOOK_MILLIS = 1_000;

  private final SparkConf settings;
  private final Configuration hadoop;
  private final CoarseGrainedSchedulerBackend backend;
  private final Thread thread;

  private SparkTokens(SparkContext context, CoarseGrainedSchedulerBackend backend) {
    this.settings = context.conf();
    this.hadoop = context.hadoopConfiguration();
    this.backend = backend;
    this.thread = new Thread(this::lookUntilClosed, "token-keeper");
    thread.setDaemon(true);
  }

  /** Keeps the tokens of a job until closed; nothing where Spark has no keytab to renew with. */
  static Optional<SparkTokens> keep(SparkContext context) {
    SparkConf settings = context.conf();
    boolean renewable = settings.contains(KEYTAB) && settings.contains(PRINCIPAL);
    if (UserGroupInformation.isSecurityEnabled()
        && renewable
        && context.schedulerBackend() instanceof CoarseGrainedSchedulerBackend backend) {
      SparkTokens tokens = new SparkTokens(context, backend);
      tokens.thread.start();
      return Optional.of(tokens);
    }
    return Optional.empty();
  }

  /** New ones for each fetch: that of HDFS remembers for good how long tokens are valid, or not. */
  private List<HadoopDelegationTokenProvider> providers() {
    List<HadoopDelegationTokenProvider> found = new ArrayList<>();
    Iterator<HadoopDelegationTokenProvider> all =
        ServiceLoader.load(HadoopDelegationTokenProvider.class).iterator();
    while (all.hasNext()) {
      try {
        HadoopDelegationTokenProvider provider = all.next();
        if (HadoopDelegationTokenManager.isServiceEnabled(settings, provider.serviceName())) {
          found.add(provider);
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        LOG.debug("A provider of tokens whose service has no client here", e);
      }
    }
    return found;
  }

  private void lookUntilClosed() {
    double ratio = settings.getDouble("spark.security.credentials.renewalRatio", 0.75);
    long retryWait = settings.getTimeAsSeconds("spark.security.credentials.retryWait", "1h");
    TokenKeeper keeper =
        new TokenKeeper(
            this, new RenewalWatch(ratio, Duration.ofSeconds(retryWait), Clock.systemUTC()));
    try {
      while (true) {
        keeper.look();
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      LOG.info("{} renewals of tokens in the place of Spark", keeper.repairs());
    }
  }

  @Override
  public List<HeldToken> held() throws IOException {
    return HeldToken.in(UserGroupInformation.getCurrentUser().getCredentials());
  }

  @Override
  public Fetched fetch() throws IOException, InterruptedException {
    String keytab = URI.create(settings.get(KEYTAB)).getPath();
    UserGroupInformation user =
        UserGroupInformation.loginUserFromKeytabAndReturnUGI(settings.get(PRINCIPAL), keytab);
    try {
      return user.doAs((PrivilegedExceptionAction<Fetched>) this::fetchAsUser);
    } finally {
      FileSystem.closeAllForUGI(user);
    }
  }

  private Fetched fetchAsUser() {
    Credentials all = new Credentials();
    Map<HeldToken, Duration> valid = new HashMap<>();
    for (HadoopDelegationTokenProvider provider : providers()) {
      if (provider.delegationTokensRequired(settings, hadoop)) {
        Credentials own = new Credentials();
        Instant now = Instant.now();
        Option<Object> end = provider.obtainDelegationTokens(hadoop, settings, own);
        all.addAll(own);
        if (end.isDefined()) {
          Duration left = Duration.between(now, Instant.ofEpochMilli((Long) end.get()));
          HeldToken.in(own).forEach(token -> valid.put(token, left));
        }
      }
    }
    return new Fetched(all, valid);
  }

  @Override
  public void handOver(Credentials credentials) {
    byte[] bytes = SparkHadoopUtil.get().serialize(credentials);
    backend.driverEndpoint().send(new CoarseGrainedClusterMessages.UpdateDelegationTokens(bytes));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
