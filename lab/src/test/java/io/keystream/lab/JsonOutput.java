package io.keystream.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The rows of published JSON files. */
final class JsonOutput {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonOutput() {}

  /** Every row below a folder. */
  static List<JsonNode> read(Lab lab, String folder) throws IOException, InterruptedException {
    List<JsonNode> rows = new ArrayList<>();
    try (FileSystem fs = lab.hadoop(LabUser.KEYSTREAM).fileSystem()) {
      RemoteIterator<LocatedFileStatus> files = fs.listFiles(new Path(folder), true);
      while (files.hasNext()) {
        try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(fs.open(files.next().getPath()), UTF_8))) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            rows.add(JSON.readTree(line));
          }
        }
      }
    }
    return rows;
  }
}
