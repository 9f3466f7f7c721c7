package io.keystream.job.shipped;

import java.nio.file.Path;

/**
 * A shipped file that a running job can take up.
 *
 * @param name base name on the gateway
 * @param local where it is in the container
 * @param staged its name in the staging folder
 * @param kind how it is proved
 * @param onExecutors whether executors have it, too
 */
record ReplaceableFile(
    String name, Path local, String staged, FileKind kind, boolean onExecutors) {}
