package io.keystream.job.hive;

import java.util.Optional;

/**
 * A column of a table.
 *
 * @param type as Hive writes it: {@code bigint}
 * @param comment what the schema says of it
 */
record HiveColumn(String name, String type, Optional<String> comment) {}
