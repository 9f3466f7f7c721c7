package io.keystream.security.tls;

import java.io.Serializable;

/**
 * A store of the certificate authorities that a client trusts.
 *
 * @param location path where the client runs
 * @param type {@code PEM}, {@code JKS} or {@code PKCS12}
 */
public record Truststore(String location, String type) implements Serializable {}
