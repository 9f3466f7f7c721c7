/**
 * Rows into a table of a database: in one transaction with the sequence of the entry they belong
 * to.
 */
package io.keystream.job.jdbc;
