/** The operator's command line {@code keystream}, run on the gateway. */
package io.keystream.job.cli;
