/** Finds the runbook of an error: reads the index of the runbooks, and looks for it in any text. */
package io.keystream.job.explain;
