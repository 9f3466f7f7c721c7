package io.keystream.job.enrich;

import io.keystream.job.config.EnrichConfig;
import io.keystream.job.config.ReferenceFilesConfig;
import io.keystream.job.config.ReferenceJdbcConfig;
import io.keystream.security.secrets.Secret;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;

/** Looks at reference data without Spark, and without reading it. */
public final class ReferenceProbe {
  private final Configuration configuration;

  public ReferenceProbe(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * Looks whether there are files, and all can be read.
   *
   * @return what was found
   * @throws ReferenceException if there are none
   * @throws IOException if one cannot be read
   */
  public String files(EnrichConfig reference) throws IOException, ReferenceException {
    ReferenceFilesConfig config = reference.files().orElseThrow();
    ReferenceFiles files = new ReferenceFiles(config, reference.referenceColumns(), configuration);
    long bytes = 0;
    List<FileStatus> found = files.list();
    for (FileStatus file : found) {
      Path path = file.getPath();
      path.getFileSystem(configuration).access(path, FsAction.READ);
      bytes += file.getLen();
    }
    return found.size() + " files, " + bytes + " bytes";
  }

  /**
   * Looks whether the database can be reached, and has the columns.
   *
   * @return what was found
   * @throws ReferenceException if a column is missing
   */
  public String table(EnrichConfig reference)
      throws IOException, ReferenceException, SQLException, ClassNotFoundException {
    ReferenceJdbcConfig jdbc = reference.jdbc().orElseThrow();
    if (jdbc.driver().isPresent()) {
      Class.forName(jdbc.driver().get());
    }
    Properties login = new Properties();
    jdbc.user().ifPresent(user -> login.setProperty("user", user));
    ReferenceTable.password(jdbc, configuration)
        .map(Secret::reveal)
        .ifPresent(password -> login.setProperty("password", password));
    String from = jdbc.table().orElseGet(() -> "(" + jdbc.query().orElseThrow() + ") reference");
    try (Connection connection = DriverManager.getConnection(jdbc.url(), login);
        PreparedStatement query = connection.prepareStatement("SELECT * FROM " + from)) {
      query.setMaxRows(1);
      List<String> columns = columns(query.executeQuery().getMetaData());
      for (String wanted : reference.referenceColumns().fieldNames()) {
        if (columns.stream().noneMatch(wanted::equalsIgnoreCase)) {
          throw new ReferenceException("found the columns " + columns + ", without " + wanted);
        }
      }
      return "found the columns " + columns;
    }
  }

  private static List<String> columns(ResultSetMetaData result) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= result.getColumnCount(); i++) {
      columns.add(result.getColumnLabel(i));
    }
    return columns;
  }
}
