/** {@code kit demo}: the whole path from web traffic to checked files, for people to watch. */
package io.keystream.lab.demo;
