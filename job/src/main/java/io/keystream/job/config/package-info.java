/**
 * The file {@code pipeline.yaml}: its keys, its validation, and the immutable objects made from it.
 */
package io.keystream.job.config;
