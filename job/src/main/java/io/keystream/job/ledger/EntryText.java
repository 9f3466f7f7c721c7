package io.keystream.job.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The text of an entry: one line of JSON whose last key is the checksum of all that stands before
 * it. A damaged position would be a gap that nobody sees.
 */
final class EntryText {
  private static final Pattern SEALED =
      Pattern.compile("(\\{.*),\"crc32c\":\"([0-9a-f]{8})\"\\}", Pattern.DOTALL);

  private EntryText() {}

  static String write(LedgerEntry entry) {
    String json = LedgerJson.write(entry);
    String text = json.substring(0, json.length() - 1);
    return text + ",\"crc32c\":\"" + checksum(text) + "\"}";
  }

  /**
   * Reads an entry.
   *
   * @param origin the file it came from, for the message
   * @throws LedgerException if this is not what was written
   */
  static LedgerEntry read(String line, String origin) {
    Matcher sealed = SEALED.matcher(line);
    if (!sealed.matches()) {
      throw new LedgerException(
          origin
              + " is damaged: wanted an entry that ends with its checksum, found "
              + line.length()
              + " characters that do not");
    }
    String found = checksum(sealed.group(1));
    if (!found.equals(sealed.group(2))) {
      throw new LedgerException(
          origin
              + " is damaged: its checksum is "
              + found
              + ", "
              + sealed.group(2)
              + " was written with it");
    }
    return LedgerJson.read(line, LedgerEntry.class, origin);
  }

  private static String checksum(String text) {
    CRC32C checksum = new CRC32C();
    checksum.update(text.getBytes(UTF_8));
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }
}
