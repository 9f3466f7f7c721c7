/** Records over TCP and TLS: the receiver, and a client for senders. */
package io.keystream.job.tcp;
