package io.keystream.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** What {@code keystream preflight --json} prints. */
record PreflightReport(JsonNode json) {

  static PreflightReport parse(String text) throws JsonProcessingException {
    return new PreflightReport(new ObjectMapper().readTree(text));
  }

  /** What a check found. */
  String found(String id) {
    for (JsonNode check : json.path("checks")) {
      if (check.path("id").asText().equals(id)) {
        return check.path("found").asText();
      }
    }
    return "no check " + id;
  }

  /** The checks because of which the job would not be submitted. */
  List<String> failures() {
    List<String> failures = new ArrayList<>();
    for (JsonNode check : json.path("checks")) {
      if (!check.path("ok").asBoolean() && check.path("severity").asText().equals("error")) {
        failures.add(check.path("id").asText());
      }
    }
    return failures;
  }
}
