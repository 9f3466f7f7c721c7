package io.keystream.job.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.job.config.PipelineConfig;
import io.keystream.job.config.ShippedFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Digest of the code and the configuration of a job. A checkpoint is used only by the very
 * fingerprint that wrote it, because it holds serialized objects of that code.
 */
final class Fingerprint {
  private static final int HEX_DIGITS = 16;

  private Fingerprint() {}

  /** The fingerprint of the running code with this pipeline. */
  static String of(PipelineConfig pipeline) throws IOException {
    return of(codeSource(), pipeline);
  }

  static String of(Path jar, PipelineConfig pipeline) throws IOException {
    MessageDigest digest = sha256();
    update(digest, jar);
    for (String name : pipeline.jars().orElse(List.of())) {
      update(digest, ShippedFile.in(Path.of(""), name));
    }
    digest.update(pipeline.canonical().getBytes(UTF_8));
    return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
  }

  private static void update(MessageDigest digest, Path jar) throws IOException {
    if (Files.isRegularFile(jar)) {
      try (InputStream in = Files.newInputStream(jar)) {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
          digest.update(buffer, 0, n);
        }
      }
    }
  }

  private static Path codeSource() {
    try {
      return Path.of(Fingerprint.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The job's jar has no usable location", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
