package io.keystream.job.lifecycle;

import java.io.IOException;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The YARN application this driver belongs to. */
final class OwnApplication {
  private static final Logger LOG = LoggerFactory.getLogger(OwnApplication.class);

  private OwnApplication() {}

  /**
   * Ends the application without another attempt. A driver that was replaced by another
   * application's must not come back: the two would replace each other for ever.
   */
  static void end(String applicationId, String why) {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(new YarnConfiguration());
      yarn.start();
      yarn.killApplication(ApplicationId.fromString(applicationId), why);
    } catch (IOException | YarnException | RuntimeException e) {
      LOG.warn("{} could not be ended for good; YARN may start it again", applicationId, e);
    }
  }
}
