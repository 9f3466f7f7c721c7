package io.keystream.security.preflight;

import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.delegation.AbstractDelegationTokenIdentifier;

/** Whether tokens of HDFS live long enough for how Spark renews them. */
public final class TokenChecks {
  private final Configuration configuration;
  private final TokenSettings settings;
  private final Prerequisite namenode;

  public TokenChecks(Configuration configuration, TokenSettings settings, Prerequisite namenode) {
    this.configuration = configuration;
    this.settings = settings;
    this.namenode = namenode;
  }

  /** Takes a token as Spark does, renews it, and cancels it, which leaves nothing behind. */
  public Check hdfs(String folder) {
    return namenode.before(
        Check.error(
            "hdfs-token",
            "a token for the file system of " + folder,
            "Lower spark.security.credentials.retryWait, or have the NameNode's"
                + " dfs.namenode.delegation.token.renew-interval raised",
            () -> hdfs(new Path(folder))));
  }

  private String hdfs(Path folder) throws IOException, InterruptedException, NotAsWanted {
    FileSystem files = folder.getFileSystem(configuration);
    Token<?> token =
        files.getDelegationToken(UserGroupInformation.getLoginUser().getShortUserName());
    if (token == null) {
      return "none needed";
    }
    try {
      Duration interval =
          Duration.ofMillis(token.renew(configuration) - System.currentTimeMillis());
      return judge(settings, interval, life(token));
    } finally {
      token.cancel(configuration);
    }
  }

  static String judge(TokenSettings settings, Duration interval, Duration life) throws NotAsWanted {
    Complaints complaints = new Complaints();
    settings.judge("HDFS", interval, complaints);
    return complaints.otherwise(
        "renewed for " + interval.toMinutes() + " min, life of " + life.toMinutes() + " min");
  }

  private static Duration life(Token<?> token) throws IOException {
    AbstractDelegationTokenIdentifier identifier =
        (AbstractDelegationTokenIdentifier) token.decodeIdentifier();
    return Duration.ofMillis(identifier.getMaxDate() - identifier.getIssueDate());
  }
}
