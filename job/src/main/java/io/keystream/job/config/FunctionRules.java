package io.keystream.job.config;

import io.keystream.job.sql.SqlException;
import io.keystream.job.sql.UserFunctions;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold for the functions that a pipeline brings along, and for their jars. */
final class FunctionRules {
  static final String JARS = "jars";
  static final String FUNCTIONS = "functions";

  private final Values values;
  private final List<Problem> problems;

  FunctionRules(Values values, List<Problem> problems) {
    this.values = values;
    this.problems = problems;
  }

  /** Runs checks where the classes of the jars are found, as they will be in the job. */
  void withJars(Path folder, Runnable checks) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] jars = jars(folder).toArray(URL[]::new);
    if (jars.length > 0) {
      // Not closed: classes of it are in expressions that outlive the check.
      thread.setContextClassLoader(new URLClassLoader(jars, before));
    }
    try {
      checks.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private List<URL> jars(Path folder) {
    List<URL> found = new ArrayList<>();
    for (String name : names()) {
      Path jar = ShippedFile.in(folder, name);
      if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
        problem(
            JARS,
            "a jar, beside pipeline.yaml or at an absolute path",
            "no readable file " + jar,
            "put it there");
        continue;
      }
      try {
        found.add(jar.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException("No URL of " + jar, e);
      }
    }
    return found;
  }

  private List<String> names() {
    return values.find(JARS).stream()
        .flatMap(names -> ((List<?>) names).stream())
        .map(String.class::cast)
        .toList();
  }

  /** The functions, or nothing if one of them is no function. */
  static Optional<UserFunctions> check(Values values, List<Problem> problems) {
    Map<String, String> declared = new LinkedHashMap<>();
    if (values.find(FUNCTIONS).orElse(null) instanceof Map<?, ?> map) {
      map.forEach((name, text) -> declared.put(name.toString(), text.toString()));
    }
    UserFunctions functions = new UserFunctions(declared);
    int before = problems.size();
    for (String name : declared.keySet()) {
      try {
        functions.check(name);
      } catch (SqlException e) {
        problems.add(
            new Problem(
                FUNCTIONS + "." + name,
                values.line(FUNCTIONS + "." + name),
                "a public class of jars that implements one of Spark's UDF0 to UDF22 and has a"
                    + " constructor without parameters, and RETURNS and a type if it does not tell"
                    + " that; a name that Spark does not have",
                "\"" + declared.get(name) + "\": " + e.getMessage(),
                "correct the class or its name, or add its jar to jars"));
      }
    }
    return problems.size() == before ? Optional.of(functions) : Optional.empty();
  }

  private void problem(String path, String wanted, String found, String remedy) {
    problems.add(new Problem(path, values.line(path), wanted, found, remedy));
  }
}
