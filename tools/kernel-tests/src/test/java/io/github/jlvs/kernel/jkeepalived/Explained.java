// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What {@code jkeepalived --explain=json} says: of each block, by the words that open it and those
 * around it, what counts for each keyword. A keyword that stands alone is {@code on}; a list is its
 * lines.
 */
final class Explained {
  private Explained() {}

  static Map<String, Map<String, String>> read(String json) throws JsonProcessingException {
    Map<String, Map<String, String>> blocks = new LinkedHashMap<>();
    for (JsonNode block : new ObjectMapper().readTree(json).get("blocks")) {
      add("", block, blocks);
    }
    return blocks;
  }

  private static void add(String around, JsonNode block, Map<String, Map<String, String>> blocks) {
    String name = around + words(block, "arguments");
    Map<String, String> values = new TreeMap<>();
    for (JsonNode value : block.get("values")) {
      String text = value.path("value").asText(value.path("words").asText());
      values.put(value.get("keyword").asText(), text.isEmpty() ? "on" : text);
    }
    blocks.put(name, values);
    for (JsonNode inner : block.get("blocks")) {
      values.merge(inner.get("keyword").asText(), lines(inner), (a, b) -> a + "; " + b);
      add(name + " / ", inner, blocks);
    }
  }

  private static String lines(JsonNode list) {
    return StreamSupport.stream(list.get("values").spliterator(), false)
        .map(line -> words(line, "value"))
        .collect(Collectors.joining("; "));
  }

  private static String words(JsonNode of, String rest) {
    return (of.get("keyword").asText() + " " + of.path(rest).asText()).strip();
  }
}
