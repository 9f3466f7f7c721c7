/** Checks that find what would stop the job before it starts. They change nothing. */
package io.keystream.security.preflight;
