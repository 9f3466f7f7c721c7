/** Principals, keytabs and certificates. */
package io.keystream.lab.identity;
