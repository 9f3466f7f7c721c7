package io.keystream.job.config;

import java.util.Optional;

/**
 * Reference data in a database. Exactly one of table and query is present, and at most one of the
 * places of the password.
 *
 * @param url JDBC URL, without a password
 * @param table name of the table or view
 * @param query the query whose result is the reference data
 * @param driver class of the JDBC driver
 * @param user who logs in
 * @param passwordFile file that holds the password
 * @param passwordAlias alias of the password in the cluster's credential provider
 * @param passwordVariable environment variable with the password
 */
public record ReferenceJdbcConfig(
    @Key(
            doc = "JDBC URL, such as `jdbc:postgresql://db.example.com/crm`. No password in it.",
            text = TextKind.JDBC_URL)
        String url,
    @Key(doc = "Table or view that is read, all of it. One of `table` and `query` is required.")
        Optional<String> table,
    @Key(doc = "Query whose result is read, in the database's SQL.") Optional<String> query,
    @Key(
            doc =
                "Class of the JDBC driver, whose jar is on the class path of driver and executors."
                    + " Left out: the one that takes the URL.",
            text = TextKind.CLASS)
        Optional<String> driver,
    @Key(doc = "User who logs in to the database.") Optional<String> user,
    @Key(
            doc =
                "File that holds the password and nothing else, read anew with each refresh: a path on every"
                    + " host, or a file shipped with the job.",
            text = TextKind.FILE)
        Optional<String> passwordFile,
    @Key(
            doc =
                "Alias of the password in the credential provider of the cluster's configuration"
                    + " (`hadoop.security.credential.provider.path`).")
        Optional<String> passwordAlias,
    @Key(
            doc =
                "Environment variable that holds the password, instead of a file. NodeManagers and the"
                    + " gateway have to have it; `spark.executorEnv` is no place for it.",
            text = TextKind.VARIABLE)
        Optional<String> passwordVariable) {

  /** Where the data is, for people. */
  String place() {
    return table.map(name -> name + " at ").orElse("a query at ") + url;
  }
}
