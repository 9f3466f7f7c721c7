package io.keystream.job.lifecycle;

import io.keystream.job.lifecycle.CredentialRecorder.Seen;
import io.keystream.job.lifecycle.TokenKeeper.Fetched;
import io.keystream.security.kerberos.Tickets;
import io.keystream.security.token.Credential;
import io.keystream.security.token.HeldToken;
import io.keystream.security.token.OwnToken;
import io.keystream.security.token.RenewalWatch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
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
import java.util.concurrent.atomic.AtomicReference;
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
final class SparkTokens implements TokenKeeper.Tokens, CredentialRecorder.Driver, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SparkTokens.class);
  private static final String KEYTAB = "spark.kerberos.keytab";
  private static final String PRINCIPAL = "spark.kerberos.principal";
  private static final long LOOK_MILLIS = 1_000;
  private static final Duration HAND_OVER = Duration.ofSeconds(30);

  private final SparkConf settings;
  private final Configuration hadoop;
  private final CoarseGrainedSchedulerBackend backend;
  private final Thread thread;
  private final OwnTokens own = new OwnTokens();
  private final DriverCredentials credentials;
  private final RenewalWatch watch;
  private final AtomicReference<Control.RenewalRequest> asked = new AtomicReference<>();
  private volatile Seen seen;
  private boolean blind;
  private RecordedCredentials.Renewal renewal;

  private SparkTokens(SparkContext context, CoarseGrainedSchedulerBackend backend) {
    this.settings = context.conf();
    this.hadoop = context.hadoopConfiguration();
    this.backend = backend;
    double ratio = settings.getDouble("spark.security.credentials.renewalRatio", 0.75);
    long retryWait = settings.getTimeAsSeconds("spark.security.credentials.retryWait", "1h");
    Clock clock = Clock.systemUTC();
    this.watch = new RenewalWatch(ratio, Duration.ofSeconds(retryWait), clock);
    this.credentials = new DriverCredentials(watch, clock);
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
    TokenKeeper keeper = new TokenKeeper(this, watch);
    own.addSubmitted(hadoop);
    try {
      while (true) {
        keeper.look();
        renewIfAsked(keeper);
        see(keeper.repairs());
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      LOG.info("{} renewals of tokens in the place of Spark", keeper.repairs());
    }
  }

  private void renewIfAsked(TokenKeeper keeper) throws InterruptedException {
    Control.RenewalRequest request = asked.getAndSet(null);
    if (request == null) {
      return;
    }
    String failure = null;
    try {
      List<HeldToken> fresh = keeper.renew();
      awaitHeld(fresh);
      LOG.info("Renewed tokens as {} asked: {}", request.requestedBy(), fresh);
    } catch (IOException e) {
      failure = e.getMessage();
      LOG.warn("Tokens are not renewed as {} asked", request.requestedBy(), e);
    }
    renewal = new RecordedCredentials.Renewal(request.id(), Instant.now(), failure);
  }

  /** Handing over is a message to Spark's driver endpoint. */
  private void awaitHeld(List<HeldToken> fresh) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(HAND_OVER);
    while (!held().containsAll(fresh)) {
      if (Instant.now().isAfter(deadline)) {
        throw new IOException(
            "Spark has not taken new tokens within " + HAND_OVER.toSeconds() + " s");
      }
      Thread.sleep(100);
    }
  }

  private void see(int repairs) throws InterruptedException {
    try {
      UserGroupInformation user = UserGroupInformation.getCurrentUser();
      own.add(OwnToken.in(user.getCredentials(), Instant.now()));
      List<HeldToken> held = HeldToken.in(user.getCredentials());
      watch.look(held);
      List<Credential> rows = new ArrayList<>(credentials.ofTokens(held));
      rows.addAll(
          credentials.ofLogin(Tickets.granting(user), Path.of(keytab()), settings.get(PRINCIPAL)));
      seen = new Seen(repairs, rows, own.all(), renewal);
    } catch (IOException | RuntimeException | LinkageError e) {
      if (!blind) {
        LOG.warn("The driver's credentials cannot be looked at, and are not recorded", e);
        blind = true;
      }
    }
  }

  @Override
  public Optional<Seen> seen() {
    return Optional.ofNullable(seen);
  }

  @Override
  public void renew(Control.RenewalRequest request) {
    asked.set(request);
  }

  private String keytab() {
    return URI.create(settings.get(KEYTAB)).getPath();
  }

  @Override
  public List<HeldToken> held() throws IOException {
    return HeldToken.in(UserGroupInformation.getCurrentUser().getCredentials());
  }

  @Override
  public Fetched fetch() throws IOException, InterruptedException {
    UserGroupInformation user =
        UserGroupInformation.loginUserFromKeytabAndReturnUGI(settings.get(PRINCIPAL), keytab());
    try {
      Fetched fetched = user.doAs((PrivilegedExceptionAction<Fetched>) this::fetchAsUser);
      own.add(OwnToken.in(fetched.credentials(), Instant.now()));
      return fetched;
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
  public void handOver(Credentials fresh) {
    credentials.handedOver(HeldToken.in(fresh));
    byte[] bytes = SparkHadoopUtil.get().serialize(fresh);
    backend.driverEndpoint().send(new CoarseGrainedClusterMessages.UpdateDelegationTokens(bytes));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
