/** Secrets, and the places they are read from when they are needed. */
package io.keystream.security.secrets;
