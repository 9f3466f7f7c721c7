/** Keytabs, tickets, and what the KDC tells of keys. */
package io.keystream.security.kerberos;
