package io.keystream.job.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A table of a database.
 *
 * @param url where the database is, without any secret
 * @param user who logs in
 * @param passwordFile file with the password
 * @param passwordAlias name of the password in {@code credentialProvider}
 * @param credentialProvider a Hadoop credential provider
 * @param passwordVariable environment variable with the password
 * @param table table, with its schema
 * @param mode what becomes of a row whose key is there
 * @param keys columns that make a row the same
 * @param batchSize rows sent at once
 * @param writers how many connections deliver a batch side by side
 * @param driver class of the driver
 * @param progressTable table that keeps what was delivered
 * @param connectTimeout how long connecting may take
 * @param socketTimeout how long an answer may take
 */
public record JdbcOutputConfig(
    @Key(
            doc =
                "JDBC URL of the database, such as"
                    + " `jdbc:postgresql://db.example.com:5432/logs?sslmode=verify-full`. No secret belongs"
                    + " here.")
        String url,
    @Key(doc = "User to log in as.") Optional<String> user,
    @Key(
            doc =
                "File that holds the password and nothing else: a file shipped with the job"
                    + " (`keystream_files` of the inventory), or a path on every host.",
            text = TextKind.FILE)
        Optional<String> passwordFile,
    @Key(
            doc =
                "Name of the password in a Hadoop credential provider, instead of a file. It is read anew"
                    + " for every connection, so it can be changed while the job runs.",
            text = TextKind.ALIAS)
        Optional<String> passwordAlias,
    @Key(
            doc =
                "The credential provider of `password-alias`, such as"
                    + " `jceks://hdfs/user/keystream/secrets.jceks`; `hadoop credential create` writes it."
                    + " Left out: that of the cluster's configuration.",
            text = TextKind.PROVIDER)
        Optional<String> credentialProvider,
    @Key(
            doc =
                "Environment variable that holds the password, instead of a file. NodeManagers and the"
                    + " gateway have to have it; `spark.executorEnv` is no place for it.",
            text = TextKind.VARIABLE)
        Optional<String> passwordVariable,
    @Key(
            doc =
                "Table, with its schema: `public.access_log`. Names are taken as they are, upper and lower"
                    + " case too; one with a dot stands in double quotes.",
            text = TextKind.TABLE)
        String table,
    @Key(
            doc =
                "`append` inserts every row. `upsert` replaces the row with the same `keys`, or inserts"
                    + " it; the last row of a batch wins.",
            defaultValue = "append")
        JdbcMode mode,
    @Key(doc = "Columns that make a row the same; the table has a unique index over them.")
        Optional<List<String>> keys,
    @Key(
            doc = "How many rows are sent to the database at once.",
            defaultValue = "1000",
            min = "1",
            max = "100000")
        int batchSize,
    @Key(
            doc =
                "How many connections deliver a batch side by side, each its share of the rows in a"
                    + " transaction of its own.",
            defaultValue = "1",
            min = "1",
            max = "100")
        int writers,
    @Key(
            doc =
                "Class of the JDBC driver, for a database other than PostgreSQL, H2, MySQL, MariaDB, SQL"
                    + " Server and Oracle. Only the driver of PostgreSQL is in the jar.",
            text = TextKind.CLASS)
        Optional<String> driver,
    @Key(
            doc =
                "Table in the same database that keeps which batch was delivered last. Created if it is"
                    + " not there.",
            defaultValue = "keystream_progress",
            text = TextKind.TABLE)
        String progressTable,
    @Key(
            doc = "How long connecting and logging in may take.",
            defaultValue = "10s",
            min = "1s",
            max = "10m")
        Duration connectTimeout,
    @Key(
            doc =
                "How long the database may take to answer a statement or the commit. After that the"
                    + " connection is given up, and the batch delivered anew.",
            defaultValue = "2m",
            min = "1s",
            max = "1h")
        Duration socketTimeout) {}
