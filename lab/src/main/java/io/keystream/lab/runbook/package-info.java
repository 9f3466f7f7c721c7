/** Runbooks as they are executed: the commands of a section, and what each is expected to say. */
package io.keystream.lab.runbook;
