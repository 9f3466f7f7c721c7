package io.keystream.job.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes jars of functions, as users do. */
public final class FunctionJars {
  private FunctionJars() {}

  /** A jar with one class of the package com.example. */
  public static Path make(Path folder, String className, String declaration) throws IOException {
    Path source =
        Files.writeString(
            folder.resolve(className + ".java"),
            "package com.example;\nimport org.apache.spark.sql.api.java.*;\n" + declaration);
    return make(folder.resolve("functions.jar"), List.of(source));
  }

  /** A jar with the classes of these sources. */
  public static Path make(Path jar, List<Path> sources) throws IOException {
    Path classes = Files.createTempDirectory(jar.getParent(), "classes");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
    sources.forEach(source -> arguments.add(source.toString()));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(String[]::new)))
        .isZero();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        out.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }
}
