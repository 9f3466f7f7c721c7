/** The command line of the lab. */
package io.keystream.lab.cli;
