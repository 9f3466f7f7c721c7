/** Where rows go: staged by tasks, published after the ledger has committed them. */
package io.keystream.job.output;
