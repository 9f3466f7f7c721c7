package io.keystream.security.token;

/**
 * What a Kafka client presents over SCRAM to log in with a delegation token.
 *
 * @param id the token's id, used as the SCRAM user name
 * @param hmac the token's base64 HMAC, used as the SCRAM password: a secret
 */
record KafkaDelegationToken(String id, String hmac) {
  @Override
  public String toString() {
    return "KafkaDelegationToken[id=" + id + ", hmac=****]";
  }
}
