/** JAAS configuration of Kafka clients. */
package io.keystream.security.jaas;
