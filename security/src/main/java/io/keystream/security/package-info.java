/** Security of a long-running streaming job. Nothing here knows of Spark. */
package io.keystream.security;
