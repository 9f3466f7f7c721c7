/** Keytabs, tickets, {@code krb5.conf}, and what a KDC tells of keys and time. */
package io.keystream.security.kerberos;
