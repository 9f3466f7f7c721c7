package io.keystream.job.config;

import java.util.Locale;
import java.util.Optional;

/** The file formats in which trusted certificates are read. */
public enum TruststoreType {
  PEM,
  JKS,
  PKCS12;

  /** The type that the extension of a file name tells, if it tells one. */
  public static Optional<TruststoreType> ofFileName(String fileName) {
    String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (extension) {
      case "pem", "crt", "cer" -> Optional.of(PEM);
      case "jks" -> Optional.of(JKS);
      case "p12", "pfx" -> Optional.of(PKCS12);
      default -> Optional.empty();
    };
  }
}
