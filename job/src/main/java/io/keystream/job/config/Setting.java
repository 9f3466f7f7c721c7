package io.keystream.job.config;

/**
 * A key that has a value.
 *
 * @param path dotted path in the file
 * @param key its declaration
 * @param type type of the value, or of each value of a list or map
 * @param list whether the value is a list
 * @param map whether the value is a mapping with names of the user's choice, whose order matters
 * @param optional whether it may be left out although it has no default
 */
record Setting(String path, Key key, ValueType type, boolean list, boolean map, boolean optional)
    implements SchemaNode {

  /** The rule that computes the default; {@link DefaultRule.None} if there is none. */
  DefaultRule defaultRule() {
    try {
      return key.defaultRule().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Default rule of " + path + " cannot be made", e);
    }
  }

  /** Path of the key whose value decides the default; empty if there is none. */
  String basis() {
    String basis = defaultRule().basis();
    return basis.startsWith(".") ? path.substring(0, path.lastIndexOf('.')) + basis : basis;
  }

  /** What a value has to look like, for messages. */
  String wanted() {
    if (map) {
      return (key.names() == TextKind.NAME
              ? "names of lower-case letters, digits and dashes, each with "
              : "names of lower-case letters, digits and underscores, each with ")
          + type.wanted();
    }
    return list ? "a list, each entry " + type.wanted() : type.wanted();
  }
}
