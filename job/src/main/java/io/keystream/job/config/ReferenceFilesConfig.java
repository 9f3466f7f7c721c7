package io.keystream.job.config;

/**
 * Reference data in files.
 *
 * @param path a file, or a folder of files
 * @param format format of the files
 * @param header whether each {@link ReferenceFormat#CSV} file begins with the names of the columns
 * @param delimiter the ASCII character between two fields of {@link ReferenceFormat#CSV}
 */
public record ReferenceFilesConfig(
    @Key(
            doc =
                "A file, or a folder of files. Names that begin with `_` or `.` are left out. Put new"
                    + " data there by a rename: files that change while they are read are a failed"
                    + " refresh.",
            text = TextKind.FOLDER)
        String path,
    @Key(
            doc =
                "Format of the files: `csv` in UTF-8, with quotes as in RFC 4180, where an empty field"
                    + " is null; `json`, one object per line; `parquet`.")
        ReferenceFormat format,
    @Key(
            doc =
                "Whether each `csv` file begins with a line of the columns' names, those of `schema`"
                    + " in its order.",
            defaultValue = "false")
        boolean header,
    @Key(
            doc = "What stands between two fields of `csv`.",
            defaultValue = ",",
            text = TextKind.CHARACTER)
        String delimiter) {}
