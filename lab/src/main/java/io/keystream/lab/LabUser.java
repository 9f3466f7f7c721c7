package io.keystream.lab;

import java.util.Locale;

/** Whose tickets a command runs with. */
public enum LabUser {
  /** The job's user: owns {@code /user/keystream} and {@code /data}. */
  KEYSTREAM,
  /** A user of the realm without any rights. */
  GUEST,
  /** Superuser of HDFS, YARN and Kafka. */
  ADMIN,
  /** Has no ticket at all. */
  NOBODY;

  /** The short name, as HDFS, YARN and Kafka know it. */
  public String shortName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
