package io.keystream.security.tls;

import io.keystream.security.secrets.SecretSource;
import java.io.Serializable;

/**
 * The key and certificate chain that a client shows.
 *
 * @param location path of their store where the client runs
 * @param type {@code PEM}, {@code JKS} or {@code PKCS12}
 * @param password where the password of the store and its key is; a PEM file may have none
 */
public record ClientKey(String location, String type, SecretSource password)
    implements Serializable {}
