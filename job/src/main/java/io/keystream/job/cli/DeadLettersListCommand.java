package io.keystream.job.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keystream.job.ledger.LetterSelection;
import io.keystream.job.lifecycle.ExitCode;
import io.keystream.job.output.DeadLetter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints dead letters, newest first. */
@Command(
    name = "list",
    description = {
      "Print dead letters, those of the newest batch first.",
      "Keys and values are only shown with --show-bytes: they may hold what is confidential."
    })
final class DeadLettersListCommand extends ClusterCommand {

  /** What {@code --json} prints. */
  record Answer(List<Letter> deadLetters, boolean more) {}

  /** One dead letter; of key and value, {@code ...Text} is null where the bytes are not UTF-8. */
  record Letter(
      String topic,
      int partition,
      long offset,
      Instant producedAt,
      String reason,
      String rule,
      String file,
      String key,
      String keyText,
      String value,
      String valueText) {}

  @Mixin private LetterOptions options;

  @Option(names = "--limit", paramLabel = "N", description = "How many; default ${DEFAULT-VALUE}.")
  private int limit = 20;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "How many characters of a value a line shows; default ${DEFAULT-VALUE}.")
  private int width = 100;

  @Option(names = "--show-bytes", description = "Show keys and values.")
  private boolean showBytes;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException {
    PublishedLetters published = new PublishedLetters(cluster);
    LetterSelection selection = options.selection();
    List<Letter> found = new ArrayList<>();
    for (String file : published.newestFirst()) {
      List<Letter> ofFile = new ArrayList<>();
      PublishedLetters.Reader reader =
          letter -> {
            if (selection.includes(letter.reason(), letter.rule(), letter.producedAt())) {
              ofFile.add(0, letter(letter, file));
              if (ofFile.size() > limit + 1) {
                ofFile.remove(limit + 1);
              }
            }
          };
      if (showBytes) {
        published.readWithBytes(file, reader);
      } else {
        published.read(file, reader);
      }
      found.addAll(ofFile);
      if (found.size() > limit) {
        break;
      }
    }
    boolean more = found.size() > limit;
    List<Letter> shown = found.subList(0, Math.min(limit, found.size()));
    printer.print(new Answer(shown, more), table(shown, more));
    return ExitCode.OK;
  }

  private static Letter letter(DeadLetter letter, String file) {
    return new Letter(
        letter.topic(),
        letter.partition(),
        letter.offset(),
        letter.producedAt(),
        letter.reason(),
        letter.rule(),
        file,
        base64(letter.key()),
        text(letter.key()),
        base64(letter.raw()),
        text(letter.raw()));
  }

  private static String base64(byte[] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(String base64) {
    return base64 == null ? null : Base64.getDecoder().decode(base64);
  }

  private static String text(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private String table(List<Letter> letters, boolean more) {
    if (letters.isEmpty()) {
      return "No dead letters.";
    }
    List<String> lines = new ArrayList<>();
    for (Letter letter : letters) {
      lines.add(
          letter.topic()
              + "-"
              + letter.partition()
              + " at "
              + letter.offset()
              + ", "
              + (letter.producedAt() == null ? "without a time" : letter.producedAt())
              + ": "
              + letter.reason());
      if (showBytes) {
        lines.add("  " + EscapedText.of(bytes(letter.value()), width));
      }
    }
    if (more) {
      lines.add("There are more; --limit shows them.");
    }
    return String.join("\n", lines);
  }
}
