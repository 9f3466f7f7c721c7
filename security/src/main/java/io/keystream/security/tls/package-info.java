/** Certificates and the stores that hold them. */
package io.keystream.security.tls;
