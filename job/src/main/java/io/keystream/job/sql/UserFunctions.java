package io.keystream.job.sql;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.UDFRegistration;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.types.DataType;

/**
 * The functions of SQL that a pipeline adds to Spark's: by name the class of one of Spark's
 * interfaces {@code UDF0} to {@code UDF22}, and perhaps the type of what it returns.
 */
public final class UserFunctions {
  /** No functions. */
  public static final UserFunctions NONE = new UserFunctions(Map.of());

  private static final Pattern DECLARATION =
      Pattern.compile("([\\p{L}_$][\\p{L}\\p{N}_$.]*)(?:\\s+(?i:RETURNS)\\s+(.+))?");

  private final Map<String, String> declarations;

  /**
   * Takes declarations that are not looked into yet.
   *
   * @param declarations by the name of the function its class, perhaps followed by {@code RETURNS}
   *     and a type as DDL; without it, the type is told by the class
   */
  public UserFunctions(Map<String, String> declarations) {
    this.declarations = new TreeMap<>(declarations);
  }

  /**
   * Makes sure that a function can be registered.
   *
   * @throws SqlException if not; the message says why
   */
  public void check(String name) {
    if (FunctionRegistry.builtin().functionExists(new FunctionIdentifier(name))) {
      throw SqlException.of(new IllegalArgumentException("Spark has a function " + name));
    }
    register(name, new UDFRegistration(FunctionRegistry.builtin().clone()));
  }

  /** Adds all functions to those of a session. */
  public void registerAll(UDFRegistration session) {
    declarations.keySet().forEach(name -> register(name, session));
  }

  /** Spark's functions, and these. */
  FunctionRegistry registry() {
    FunctionRegistry registry = FunctionRegistry.builtin().clone();
    registerAll(new UDFRegistration(registry));
    return registry;
  }

  private void register(String name, UDFRegistration session) {
    Matcher declared = DECLARATION.matcher(declarations.get(name).strip());
    if (!declared.matches()) {
      throw SqlException.of(new IllegalArgumentException("neither a class nor a class and a type"));
    }
    try {
      DataType type = declared.group(2) == null ? null : DataType.fromDDL(declared.group(2));
      session.registerJava(name, declared.group(1), type);
    } catch (Exception | LinkageError e) { // Scala does not declare Spark's exceptions
      throw SqlException.of(e);
    }
  }
}
