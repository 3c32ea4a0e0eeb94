// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON lines: each with a title begins a case, the others are its steps. */
public final class VectorFile {
  /** Times are exact decimals, as they are written. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private VectorFile() {}

  /** The cases of a file. */
  public static List<Vector> read(Path file) {
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cases in these lines. */
  public static List<Vector> parse(List<String> lines) {
    List<Vector> vectors = new ArrayList<>();
    List<JsonNode> steps = new ArrayList<>();
    for (String line : lines) {
      JsonNode node = parse(line);
      if (node.has("title")) {
        steps = new ArrayList<>();
        vectors.add(header(node, steps));
      } else {
        steps.add(node);
      }
    }
    return vectors;
  }

  /** One line. */
  public static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + line, e);
    }
  }

  private static Vector header(JsonNode node, List<JsonNode> steps) {
    boolean group = node.has("group");
    List<JsonNode> routers = new ArrayList<>();
    if (group) {
      node.get("group").forEach(routers::add);
    } else {
      routers.add(node.required("router"));
    }
    return new Vector(
        node.get("title").asText(), node.path("clause").asText(), group, routers, steps);
  }
}
