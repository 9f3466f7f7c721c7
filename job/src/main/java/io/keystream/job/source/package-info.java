/** Where records come from, with their positions. */
package io.keystream.job.source;
