package io.keystream.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a parameter of type {@link Lab}: one cluster for all tests of a run, started by the
 * first that asks and stopped after the last. When a test fails, the logs of every daemon are kept
 * beside the work folder.
 */
public final class LabExtension implements ParameterResolver, AfterTestExecutionCallback {
  private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Lab.class;
  }

  @Override
  public Lab resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("lab", key -> new RunningLab(), RunningLab.class)
        .lab;
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    RunningLab running = context.getRoot().getStore(NAMESPACE).get("lab", RunningLab.class);
    if (running != null && context.getExecutionException().isPresent()) {
      keepLogs(running.lab, context);
    }
  }

  private static void keepLogs(Lab lab, ExtensionContext context) {
    String test = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
    Path kept =
        lab.folders().root().resolveSibling("failed").resolve(test.replaceAll("[^\\w.]", "_"));
    try (Stream<Path> logs = Files.list(lab.folders().logs())) {
      Files.createDirectories(kept);
      for (Path log : logs.toList()) {
        Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the logs of a failed test in " + kept, e);
    }
  }

  private static final class RunningLab implements CloseableResource {
    private final Lab lab;

    RunningLab() {
      LabOptions options = LabOptions.fromEnvironment();
      // What an earlier run that was cut short may have left.
      LabOptions.running(options.directory())
          .ifPresent(stored -> Lab.stored(options.directory()).stop());
      this.lab = Lab.startWith(options);
    }

    @Override
    public void close() {
      lab.stop();
      List<Long> left = lab.allProcesses();
      if (!left.isEmpty()) {
        throw new IllegalStateException("The lab left processes: " + left);
      }
    }
  }
}
