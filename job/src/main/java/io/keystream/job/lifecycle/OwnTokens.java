package io.keystream.job.lifecycle;

import io.keystream.security.token.HeldToken;
import io.keystream.security.token.OwnToken;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.Credentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tokens that this driver was ever given, used or not. */
final class OwnTokens {
  private static final Logger LOG = LoggerFactory.getLogger(OwnTokens.class);
  private static final String SUBMITTED = "HADOOP_TOKEN_FILE_LOCATION";

  private final List<OwnToken> all = new ArrayList<>();
  private List<OwnToken> ofYarn = List.of();

  /**
   * Adds those that were given when the application was submitted, but for those of HDFS: node
   * managers collect logs with them, and YARN cancels them by itself.
   */
  synchronized void addSubmitted(Configuration configuration) {
    String file = System.getenv(SUBMITTED);
    if (file == null) {
      return;
    }
    try {
      Credentials submitted = Credentials.readTokenStorageFile(new File(file), configuration);
      List<OwnToken> tokens = OwnToken.in(submitted, Instant.now());
      ofYarn = tokens.stream().filter(token -> token.kind().equals(HeldToken.HDFS)).toList();
      add(tokens);
    } catch (IOException e) {
      LOG.warn("The tokens of the submission cannot be read from {}", file, e);
    }
  }

  synchronized void add(List<OwnToken> tokens) {
    for (OwnToken token : tokens) {
      if (all.stream().noneMatch(token::is) && ofYarn.stream().noneMatch(token::is)) {
        all.add(token);
      }
    }
  }

  synchronized List<OwnToken> all() {
    return List.copyOf(all);
  }
}
