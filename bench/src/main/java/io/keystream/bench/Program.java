package io.keystream.bench;

/**
 * A main class that is measured.
 *
 * @param module the Maven module that has the class, and the class path to run it with
 */
record Program(String module, String mainClass) {}
