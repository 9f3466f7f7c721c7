/**
 * What a receiver of one's own implements, and what it is given: the interface of {@code
 * source.custom}.
 */
package io.keystream.job.receiver;
