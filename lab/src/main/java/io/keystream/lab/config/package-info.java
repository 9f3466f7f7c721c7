/** Configuration files of daemons and clients, rendered from templates. */
package io.keystream.lab.config;
