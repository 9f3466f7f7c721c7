package io.keystream.job.record;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** A value that its schema does not allow. */
final class JsonViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private JsonViolation(String reason) {
    super(reason, null, false, false);
  }

  /** Of the field where the parser stands. */
  static JsonViolation at(JsonParser json, String reason) throws IOException {
    return of(pointer(json), json, reason);
  }

  /** Of a field that was passed. */
  static JsonViolation of(String pointer, JsonParser json, String reason) {
    return new JsonViolation(
        "field \"" + Reasons.shown(pointer, 200) + "\" " + reason + JsonRecordParser.at(json));
  }

  /** The JSON pointer of the value whose first token this is. */
  static String pointer(JsonParser json) {
    return (json.currentToken().isStructStart()
            ? json.getParsingContext().getParent()
            : json.getParsingContext())
        .pathAsPointer()
        .toString();
  }
}
