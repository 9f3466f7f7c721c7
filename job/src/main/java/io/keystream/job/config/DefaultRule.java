package io.keystream.job.config;

import java.util.Optional;

/** Computes the default of a key from the values of other keys. */
interface DefaultRule {
  /**
   * The default as it would be written in the file, or nothing where it cannot be told.
   *
   * @param basis path of the key whose value decides
   */
  Optional<String> derive(Values values, String basis);

  /**
   * Path of the key whose value decides, after a dot the name of one in the same section; empty if
   * there is no rule.
   */
  String basis();

  /** The rule in words, for the reference page. */
  String description();

  /** No rule. */
  final class None implements DefaultRule {
    @Override
    public Optional<String> derive(Values values, String basis) {
      return Optional.empty();
    }

    @Override
    public String basis() {
      return "";
    }

    @Override
    public String description() {
      return "";
    }
  }

  /** The name of the pipeline. */
  final class PipelineName implements DefaultRule {
    @Override
    public Optional<String> derive(Values values, String basis) {
      return values.text(basis);
    }

    @Override
    public String basis() {
      return "name";
    }

    @Override
    public String description() {
      return "the value of `name`";
    }
  }

  /** A folder below the home of the pipeline. */
  final class DeadLettersUnderHome implements DefaultRule {
    @Override
    public Optional<String> derive(Values values, String basis) {
      return values.text(basis).map(home -> FolderPath.of(home).child("dead-letters").text());
    }

    @Override
    public String basis() {
      return "home";
    }

    @Override
    public String description() {
      return "`<home>/dead-letters`";
    }
  }

  /** The compression that a format has unless another is asked for. */
  final class CompressionOfFormat implements DefaultRule {
    @Override
    public Optional<String> derive(Values values, String basis) {
      return values
          .find(basis)
          .map(format -> ((OutputFormat) format).compressions().get(0).toString());
    }

    @Override
    public String basis() {
      return ".format";
    }

    @Override
    public String description() {
      return "`snappy` with `parquet`, `orc` and `avro`, else `none`";
    }
  }

  /** The type that the extension of the truststore's file name tells. */
  final class TruststoreTypeFromExtension implements DefaultRule {
    @Override
    public Optional<String> derive(Values values, String basis) {
      return values.text(basis).flatMap(TruststoreType::ofFileName).map(TruststoreType::toString);
    }

    @Override
    public String basis() {
      return ".location";
    }

    @Override
    public String description() {
      return "by the extension of `location`: `.pem .crt .cer` PEM, `.jks` JKS, `.p12 .pfx` PKCS12";
    }
  }
}
