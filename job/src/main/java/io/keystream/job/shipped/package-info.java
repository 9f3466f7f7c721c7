/**
 * Files that were shipped with the job, and so are copies that YARN made: replaced while it runs.
 */
package io.keystream.job.shipped;
