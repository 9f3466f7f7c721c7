package io.keystream.job.record;

/** Reads texts that are numbers as JSON writes them: no plus sign, no zeros in front, no spaces. */
final class JsonNumber {
  private JsonNumber() {}

  /** The number, or null if the text is no whole number of this type. */
  static Integer readInt(String text) {
    Long number = readLong(text);
    return number == null || number.intValue() != number ? null : number.intValue();
  }

  /** The number, or null if the text is no whole number of this type. */
  static Long readLong(String text) {
    if (wholePart(text) != text.length()) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null; // too many digits
    }
  }

  /** The nearest number, or null if the text is no number or too large. */
  static Double readDouble(String text) {
    double number = isNumber(text) ? Double.parseDouble(text) : Double.NaN;
    return Double.isFinite(number) ? number : null;
  }

  /** The nearest number, or null if the text is no number or too large. */
  static Float readFloat(String text) {
    float number = isNumber(text) ? Float.parseFloat(text) : Float.NaN;
    return Float.isFinite(number) ? number : null;
  }

  static boolean isNumber(String text) {
    int at = wholePart(text);
    if (at > 0 && at < text.length() && text.charAt(at) == '.') {
      int end = digits(text, at + 1);
      at = end == at + 1 ? -1 : end;
    }
    if (at > 0 && at < text.length() && (text.charAt(at) | 0x20) == 'e') {
      boolean signed = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0;
      int start = at + (signed ? 2 : 1);
      int end = digits(text, start);
      at = end == start ? -1 : end;
    }
    return at == text.length() && at > 0;
  }

  /** End of the sign and the digits before point and exponent, -1 if there are none. */
  private static int wholePart(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int end = digits(text, start);
    boolean zeroInFront = end > start + 1 && text.charAt(start) == '0';
    return end == start || zeroInFront ? -1 : end;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
