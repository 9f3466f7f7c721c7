package io.keystream.job.hive;

import io.keystream.job.config.OutputFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.hive.metastore.api.FieldSchema;
import org.apache.hadoop.hive.metastore.api.StorageDescriptor;
import org.apache.hadoop.hive.metastore.api.Table;

/**
 * Compares a table with what the files of an output need.
 *
 * @param location folder of the files, with its file system
 */
record TableComparison(HiveLayout layout, String location) {
  private static final String EXTERNAL = "EXTERNAL_TABLE";

  /** What is other than wanted, a line for each thing. */
  List<String> differences(Table table) {
    List<String> differences = new ArrayList<>();
    if (!EXTERNAL.equals(table.getTableType())) {
      differences.add("wanted an external table, found " + table.getTableType());
    }
    StorageDescriptor storage = table.getSd();
    if (storage == null) {
      return differences;
    }
    compare(differences, "location", location, withoutSlash(storage.getLocation()));
    compareFormat(differences, storage);
    compare(
        differences,
        "partition columns",
        describe(layout.folderColumns()),
        describe(columns(table.getPartitionKeys())));
    if (isByPosition()) {
      compare(
          differences,
          "columns in this order",
          describe(layout.fileColumns()),
          describe(columns(storage.getCols())));
    } else {
      compareByName(differences, storage.getCols());
    }
    return differences;
  }

  private void compareFormat(List<String> differences, StorageDescriptor storage) {
    HiveFormat format = HiveFormat.of(layout.format());
    compare(differences, "input format", format.inputFormat(), storage.getInputFormat());
    String serde = storage.getSerdeInfo().getSerializationLib();
    if (!format.serdes().contains(serde)) {
      compare(differences, "SerDe", String.join(" or ", format.serdes()), serde);
    }
  }

  /** Further columns are NULL in these files. */
  private void compareByName(List<String> differences, List<FieldSchema> columns) {
    Map<String, String> found = new LinkedHashMap<>();
    columns(columns).forEach(column -> found.put(lower(column.name()), lower(column.type())));
    for (HiveColumn wanted : layout.fileColumns()) {
      String type = found.get(lower(wanted.name()));
      if (!lower(wanted.type()).equals(type)) {
        differences.add(
            "wanted column "
                + lower(wanted.name() + " " + wanted.type())
                + ", found "
                + (type == null ? "none" : "it as " + type));
      }
    }
  }

  private boolean isByPosition() {
    return layout.format() == OutputFormat.CSV || layout.format() == OutputFormat.TEXT;
  }

  private static void compare(List<String> differences, String what, String wanted, String found) {
    if (!wanted.equals(found)) {
      differences.add("wanted " + what + " " + wanted + ", found " + found);
    }
  }

  private static List<HiveColumn> columns(List<FieldSchema> fields) {
    return fields.stream()
        .map(field -> new HiveColumn(field.getName(), field.getType(), Optional.empty()))
        .toList();
  }

  private static String describe(List<HiveColumn> columns) {
    return columns.isEmpty()
        ? "none"
        : columns.stream()
            .map(column -> lower(column.name() + " " + column.type()))
            .collect(Collectors.joining(", "));
  }

  private static String withoutSlash(String location) {
    boolean slash = location != null && location.endsWith("/");
    return slash ? location.substring(0, location.length() - 1) : location;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
