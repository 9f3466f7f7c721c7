/**
 * A pipeline with every kind of source and output, killed at random, and compared with what was
 * sent.
 */
package io.keystream.lab.crash;
