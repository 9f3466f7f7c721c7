package io.keystream.job.config;

import java.util.List;
import java.util.Optional;

/**
 * The table of Hive that the folders of an output are partitions of.
 *
 * @param table the table, with its database
 * @param metastore where it is known
 * @param principal who the metastore is
 */
public record HiveTableConfig(
    @Key(
            doc =
                "The table, with its database: `logs.access`. It is external; `keystream hive-ddl` prints"
                    + " the statement that makes it.",
            text = TextKind.HIVE_TABLE)
        String table,
    @Key(
            doc =
                "URIs of the metastore, such as `thrift://metastore.example.com:9083`. If the first does"
                    + " not answer, the next is asked.",
            text = TextKind.THRIFT)
        List<String> metastore,
    @Key(
            doc =
                "Kerberos principal of the metastore, such as `hive/_HOST@EXAMPLE.COM`, where `_HOST` is"
                    + " the host of the URI. Left out: the metastore asks for no login.",
            text = TextKind.SERVICE_PRINCIPAL)
        Optional<String> principal) {

  /** Name of the database. */
  public String database() {
    return table.substring(0, table.indexOf('.'));
  }

  /** Name of the table in its database. */
  public String name() {
    return table.substring(table.indexOf('.') + 1);
  }

  @Override
  public String toString() {
    return table + " at " + String.join(", ", metastore);
  }
}
