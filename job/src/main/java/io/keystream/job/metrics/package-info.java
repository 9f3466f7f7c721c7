/** What monitoring sees of a job: names, values, and the text that Prometheus reads. */
package io.keystream.job.metrics;
