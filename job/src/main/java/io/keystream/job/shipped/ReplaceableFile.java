package io.keystream.job.shipped;

import java.nio.file.Path;

/**
 * A shipped file that a running job can take up.
 *
 * @param name base name on the gateway, and in the staging folder
 * @param local where it is in the container
 * @param kind how it is proved
 * @param onExecutors whether executors have it, too
 */
record ReplaceableFile(String name, Path local, FileKind kind, boolean onExecutors) {}
