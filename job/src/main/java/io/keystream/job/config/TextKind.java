package io.keystream.job.config;

import io.keystream.job.jdbc.TableName;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a text value has to look like. */
enum TextKind {
  ANY("(?s).+", "a text"),
  ANY_OR_EMPTY("(?s).*", "a text, which may be empty"),
  CHARACTER(
      "[\\x01-\\x7F&&[^\\r\\n]]", "one ASCII character, no line break, such as \";\" or \"\\t\""),
  NAME(
      "[a-z][a-z0-9-]{0,62}",
      "at most 63 lower-case letters, digits and dashes, a letter first, such as access-logs"),
  HOST_PORT(
      "[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?:"
          + "(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])",
      "host:port, such as broker1.example.com:9093"),
  HOST("[A-Za-z0-9:](?:[A-Za-z0-9.:-]{0,253}[A-Za-z0-9])?", "a host name or an IP address"),
  CLASS(
      "[A-Za-z_$][A-Za-z0-9_$]*(?:\\.[A-Za-z_$][A-Za-z0-9_$]*)*",
      "a class name with its package, such as com.example.QueueReceiver"),
  TOPIC(
      "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}",
      "a topic name: at most 249 letters, digits, dots, dashes and underscores"),
  REGEX("(?s).+", "a regular expression as Java has them, such as access-.*") {
    @Override
    boolean accepts(String value) {
      try {
        Pattern.compile(value);
        return true;
      } catch (PatternSyntaxException e) {
        return false;
      }
    }
  },
  PARTITION(
      "[A-Za-z0-9._-]{1,249}:[0-9]{1,9}",
      "a topic and the number of a partition, such as access:0"),
  PARTITION_OFFSET(
      "[A-Za-z0-9._-]{1,249}:[0-9]{1,9}:[0-9]{1,18}",
      "a topic, the number of a partition and an offset, such as access:0:1500"),
  GROUP("[A-Za-z0-9._-]{1,249}", "at most 249 letters, digits, dots, dashes and underscores"),
  SERVICE("[A-Za-z0-9_-]{1,64}", "the first part of the brokers' principal, such as kafka"),
  PRINCIPAL(
      "[A-Za-z0-9._-]{1,128}(?:/[A-Za-z0-9._-]{1,253})?@[A-Za-z0-9._-]{1,253}",
      "a Kerberos principal, such as keystream@EXAMPLE.COM"),
  FOLDER(
      "(?!.*/\\.{1,2}(?:/|$))(?:[a-z][a-z0-9+.-]*://[A-Za-z0-9.:_-]*)?(?:/[A-Za-z0-9._=@+-]+)+/?",
      "an absolute folder such as /data/logs or hdfs://nameservice1/data/logs, of letters, digits and"
          + " . _ = @ + -"),
  FILE(
      "(?!.*(?:^|/)\\.{1,2}(?:/|$))(?:/[A-Za-z0-9._=@+-]+)+|(?!\\.{1,2}$)[A-Za-z0-9._=@+-]+",
      "an absolute path on the host, or the base name of a file shipped with the job"),
  FILE_NAME(
      "(?!\\.{1,2}$)[A-Za-z0-9._=@+-]+",
      "the base name of a file shipped with the job, without a folder"),
  TABLE(
      TableName.PATTERN,
      "a table such as public.access_log, each part without dots and quotes or in double quotes"),
  HIVE_TABLE(
      "[A-Za-z0-9_]{1,128}\\.[A-Za-z0-9_]{1,128}",
      "a database and a table of letters, digits and underscores, such as logs.access"),
  THRIFT(
      "thrift://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?:[1-9][0-9]{0,4}",
      "the URI of a metastore, such as thrift://metastore.example.com:9083"),
  SERVICE_PRINCIPAL(
      "[A-Za-z0-9._-]{1,128}/[A-Za-z0-9._-]{1,253}@[A-Za-z0-9._-]{1,253}",
      "the Kerberos principal of a service, such as hive/_HOST@EXAMPLE.COM"),
  ALIAS(
      "[a-z0-9._-]{1,128}", "at most 128 lower-case letters, digits, dots, dashes and underscores"),
  VARIABLE("[A-Z_][A-Z0-9_]{0,127}", "the name of an environment variable, such as DB_PASSWORD"),
  PROVIDER(
      "[a-z]+://[A-Za-z0-9._=@+:/-]+",
      "the URI of a Hadoop credential provider, such as jceks://hdfs/user/keystream/secrets.jceks"),
  URL(
      "https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?(?::[1-9][0-9]{0,4})?"
          + "(?:/[A-Za-z0-9._~-]+)*",
      "a URL such as https://registry.example.com:8081, without user, query and slash at the end"),
  USER("[^:\\p{Cntrl}]{1,255}", "a user name without a colon"),
  FUNCTION("[a-z_][a-z0-9_]{0,62}", "at most 63 lower-case letters, digits and underscores"),
  JDBC_URL("jdbc:[a-zA-Z0-9]+:\\S+", "a JDBC URL, such as jdbc:postgresql://db.example.com/crm"),
  COLUMN("[A-Za-z_][A-Za-z0-9_]{0,127}", "a column name");

  private final Pattern pattern;
  private final String meaning;

  TextKind(String regex, String meaning) {
    this.pattern = Pattern.compile(regex);
    this.meaning = meaning;
  }

  boolean accepts(String value) {
    return pattern.matcher(value).matches();
  }

  String meaning() {
    return meaning;
  }
}
