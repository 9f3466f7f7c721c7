/** Keytabs and the keys in them. */
package io.keystream.security.kerberos;
