package io.keystream.job.cli;

import io.keystream.job.config.FilesOutputConfig;
import io.keystream.job.config.HiveTableConfig;
import io.keystream.job.config.OutputFormat;
import io.keystream.job.config.PipelineConfig;
import io.keystream.job.hive.HiveDdl;
import io.keystream.job.hive.HiveLayout;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.output.OutputColumns;
import io.keystream.job.output.Outputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;

/** Prints how Hive reads what the pipeline writes. Asks no cluster. */
@Command(
    name = "hive-ddl",
    description = {
      "Print the CREATE TABLE statement of Hive for each output of files, and for dead letters.",
      "Exit code 1 if Hive cannot read one of them."
    })
final class HiveDdlCommand extends ReleaseCommand {

  /**
   * One table.
   *
   * @param ddl the statement; empty if there are problems
   * @param problems why Hive cannot read the output
   */
  record Table(String output, String table, String ddl, List<String> problems) {
    private String forPeople() {
      return problems.isEmpty()
          ? ddl
          : "-- No table for the output "
              + output
              + ": "
              + String.join("; ", problems)
              + ".\n-- Rename or CAST the column, or choose another format.\n";
    }
  }

  @Override
  ExitCode run(Release release, Printer printer) {
    List<Table> tables = tables(release.pipeline());
    printer.print(
        tables, tables.stream().map(Table::forPeople).collect(Collectors.joining("\n")).strip());
    boolean all = tables.stream().allMatch(table -> table.problems().isEmpty());
    return all ? ExitCode.OK : ExitCode.FAILED;
  }

  private static List<Table> tables(PipelineConfig pipeline) {
    Map<String, StructType> columns = OutputColumns.of(pipeline);
    List<Table> tables = new ArrayList<>();
    pipeline
        .fileOutputs()
        .forEach((name, files) -> tables.add(table(pipeline, name, files, columns.get(name))));
    tables.add(deadLetters(pipeline));
    return tables;
  }

  private static Table table(
      PipelineConfig pipeline, String output, FilesOutputConfig files, StructType columns) {
    String name = files.hive().map(HiveTableConfig::table).orElseGet(() -> name(pipeline, output));
    HiveLayout layout = HiveLayout.of(columns, files);
    return table(output, new HiveDdl(name, layout, files.path(), files.header()));
  }

  private static Table deadLetters(PipelineConfig pipeline) {
    HiveLayout layout =
        new HiveLayout(OutputFormat.PARQUET, OutputColumns.ofDeadLetters(), new StructType());
    String name = name(pipeline, Outputs.DEAD_LETTERS);
    return table(
        Outputs.DEAD_LETTERS, new HiveDdl(name, layout, pipeline.deadLetters().path(), false));
  }

  private static Table table(String output, HiveDdl ddl) {
    List<String> problems = ddl.layout().problems();
    return new Table(output, ddl.table(), problems.isEmpty() ? ddl.text() : "", problems);
  }

  private static String name(PipelineConfig pipeline, String output) {
    return (pipeline.name() + "_" + output).replace('-', '_');
  }
}
