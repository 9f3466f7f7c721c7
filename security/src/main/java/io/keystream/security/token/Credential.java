package io.keystream.security.token;

import java.time.Instant;

/**
 * What proves who a job or one of its servers is, and until when; never the secret itself. What is
 * not known is null.
 *
 * @param kind of a token as Hadoop names it, or one of the constants
 * @param service whom it is for, or where it is
 * @param holder {@code driver}, {@code gateway} or {@code broker}
 * @param owner whom it proves
 * @param id tells it from the one before: sequence number, token id, kvno, serial number
 * @param expires unless it is renewed
 * @param maxLife when it ends however often it is renewed
 * @param renewals since the start of the driver
 * @param renewalsByKeeper those of them that were not Spark's
 * @param renewedBy whom nothing has to be said to
 * @param renewal when that is planned
 * @param remark what else there is to be said
 */
public record Credential(
    String kind,
    String service,
    String holder,
    String owner,
    String id,
    Instant issued,
    Instant expires,
    Instant maxLife,
    int renewals,
    int renewalsByKeeper,
    Renewer renewedBy,
    Instant renewal,
    String remark) {
  public static final String TGT = "TGT";
  public static final String KEYTAB = "KEYTAB";
  public static final String TRUSTED = "TRUSTED_CERTIFICATE";
  public static final String OWN_CERTIFICATE = "CLIENT_CERTIFICATE";
  public static final String BROKER_CERTIFICATE = "BROKER_CERTIFICATE";

  /** The kind of the token with which an application master talks to YARN. */
  public static final String YARN = "YARN_AM_RM_TOKEN";

  /** Who renews a credential. */
  public enum Renewer {
    SPARK,
    /** The driver, where Spark did not in time. */
    KEEPER,
    /** A new login from the keytab. */
    LOGIN,
    YARN,
    NOBODY
  }

  /** The same with the terms that brokers know. */
  public Credential with(String knownOwner, Instant knownIssue, Instant end, Instant knownMaxLife) {
    return new Credential(
        kind,
        service,
        holder,
        knownOwner,
        id,
        knownIssue,
        end,
        knownMaxLife,
        renewals,
        renewalsByKeeper,
        renewedBy,
        renewal,
        remark);
  }

  /** The same with something to be said of it. */
  public Credential with(String newRemark) {
    return new Credential(
        kind,
        service,
        holder,
        owner,
        id,
        issued,
        expires,
        maxLife,
        renewals,
        renewalsByKeeper,
        renewedBy,
        renewal,
        newRemark);
  }
}
