/** {@code kit bench}: the job and its peers over the same records, one after the other. */
package io.keystream.bench;
