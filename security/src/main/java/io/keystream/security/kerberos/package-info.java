/** What a keytab, a {@code krb5.conf} and a KDC say of themselves, without a login. */
package io.keystream.security.kerberos;
