package io.keystream.job.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Files that arrive in a folder, each read once.
 *
 * @param path the folder
 * @param pattern regular expression for the whole name of a file that is read
 * @param ignore the same for one that is not, whatever {@code pattern} says
 * @param recursive whether files of folders below are read too
 * @param format what a record is
 * @param minAge how long a file was not written to before it is read
 * @param maxAge files that were last written to before are left alone when they are first seen
 * @param maxFilesPerBatch most files of one batch
 * @param maxMegabytesPerBatch most MiB of one batch, as they lie in the folder
 * @param onReplaced what to do about a file that was read and is another one now
 * @param onDataLoss what to do when a file that was to be read is gone or changed
 * @param after what becomes of a file that was read
 * @param moveTo for {@link AfterReading#MOVE}
 */
public record FilesSourceConfig(
    @Key(
            doc =
                "Folder on the cluster's file system. Files arrive in it by a rename, or under a name"
                    + " that `ignore` matches until they are complete.",
            text = TextKind.FOLDER)
        String path,
    @Key(
            doc = "Regular expression, as in Java, for the whole name of a file.",
            defaultValue = ".*",
            text = TextKind.REGEX)
        String pattern,
    @Key(
            doc =
                "Regular expression for the whole names of files and folders that are left alone: by"
                    + " default those that begin with `.` or `_`, or end in `._COPYING_` or `.tmp`.",
            defaultValue = "[._].*|.*\\._COPYING_|.*\\.tmp",
            text = TextKind.REGEX)
        String ignore,
    @Key(doc = "Whether the folders below are read too.", defaultValue = "false") boolean recursive,
    @Key(
            doc =
                "What a record is: `lines`, each line of a file, which ends in LF or CRLF; `whole`, a"
                    + " file. Names that end in `.gz`, `.bz2` or `.zst` are decompressed.",
            defaultValue = "lines")
        FileRecords format,
    @Key(
            doc = "A file is read when nothing was written to it for so long.",
            defaultValue = "10s",
            min = "0ms",
            max = "24h")
        Duration minAge,
    @Key(
            doc =
                "A file that is found for the first time when nothing was written to it for longer"
                    + " is left alone.",
            min = "1m",
            max = "87600h")
        Optional<Duration> maxAge,
    @Key(doc = "Most files read in one batch.", defaultValue = "1000", min = "1", max = "100000")
        int maxFilesPerBatch,
    @Key(
            doc =
                "Most MiB read in one batch, as the files lie in the folder, but at least one file."
                    + " Within that, batches grow and shrink so that they take no longer than"
                    + " `batch-interval`.",
            defaultValue = "1024",
            min = "1",
            max = "1000000")
        int maxMegabytesPerBatch,
    @Key(
            doc =
                "What happens when a file that was read is replaced by another of its name, or"
                    + " written to: `report` logs it, `read` reads it as a new one.",
            defaultValue = "report")
        OnReplaced onReplaced,
    @Key(
            doc =
                "What happens when a file that was found is gone or changed before it was read:"
                    + " `fail` stops the job with exit code 13 and names it; `record` writes that into"
                    + " the ledger and goes on with the next.",
            defaultValue = "fail")
        DataLossPolicy onDataLoss,
    @Key(
            doc =
                "What becomes of a file once its records are published: `keep`, `delete`, or `move`"
                    + " to `move-to`.",
            defaultValue = "keep")
        AfterReading after,
    @Key(
            doc =
                "Folder on the same file system for files that were read. Required with `after:"
                    + " move`, refused otherwise.",
            text = TextKind.FOLDER)
        Optional<String> moveTo) {}
