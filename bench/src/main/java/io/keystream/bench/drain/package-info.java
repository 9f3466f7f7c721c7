/** What every contender is given and reports, free of any engine. */
package io.keystream.bench.drain;
