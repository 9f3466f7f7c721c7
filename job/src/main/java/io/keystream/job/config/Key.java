package io.keystream.job.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a record component as a key of {@code pipeline.yaml}. This is the only place a key is
 * declared: the parser, the reference page and the canonical text are all derived from it.
 *
 * <p>The type of the component is the type of the value. A component that is itself a record is a
 * section. A component of type {@link java.util.Optional}, also one of a list or of a record, may
 * be left out, as may a {@link java.util.Map}, which is a section with names of the user's choice
 * for values or, if it is one of records, for sections; any other component without a default must
 * be given.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Key {
  /**
   * Name below the enclosing section; dots make sections of their own. Empty: the component's name
   * with dashes.
   */
  String name() default "";

  /** What the key means, for the reference page. One or two sentences of Markdown. */
  String doc();

  /** The default, written as in the file. Empty: none. */
  String defaultValue() default "";

  /** Computes the default from other keys. */
  Class<? extends DefaultRule> defaultRule() default DefaultRule.None.class;

  /** Smallest number or duration allowed, written as in the file. Empty: no limit. */
  String min() default "";

  /** Largest number or duration allowed, written as in the file. Empty: no limit. */
  String max() default "";

  /** What the names of a map have to look like. */
  TextKind names() default TextKind.NAME;

  /** What a text, or each text of a list or map, has to look like. */
  TextKind text() default TextKind.ANY;
}
