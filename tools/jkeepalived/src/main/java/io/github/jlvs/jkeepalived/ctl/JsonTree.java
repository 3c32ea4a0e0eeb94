// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object of JSON. Asked for what it does not have, it has nothing: a daemon of another version
 * may say less or more.
 */
final class JsonTree {
  /** What stands for nothing in a table. */
  static final String NONE = "-";

  /** One that has nothing. */
  static final JsonTree EMPTY = new JsonTree(Map.of(), "{}");

  private static final int DEEPEST = 32;

  private final Map<String, Object> fields;

  /** As it was written, with all that it has. */
  private final String json;

  private JsonTree(Map<String, Object> fields, String json) {
    this.fields = fields;
    this.json = json;
  }

  /** Reads one; nothing where a text is none, or more than one. */
  static Optional<JsonTree> parse(String text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      JsonTree tree = object(parser, text, 1);
      return parser.nextToken() == null ? Optional.of(tree) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static JsonTree object(JsonParser parser, String text, int depth) throws IOException {
    int begin = (int) parser.currentTokenLocation().getCharOffset();
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken unused = parser.nextToken();
      value(parser, text, depth).ifPresent(value -> fields.put(name, value));
    }
    int end = (int) parser.currentLocation().getCharOffset();
    return new JsonTree(fields, text.substring(begin, end));
  }

  private static Optional<Object> value(JsonParser parser, String text, int depth)
      throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("too deep");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return Optional.of(object(parser, text, depth + 1));
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> all = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        value(parser, text, depth + 1).ifPresent(all::add);
      }
      return Optional.of(all);
    }
    return token == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(parser.getText());
  }

  /** An object of texts, numbers and flags. */
  static String write(Map<String, Object> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, Object> each : fields.entrySet()) {
        out.writeFieldName(each.getKey());
        if (each.getValue() instanceof Boolean flag) {
          out.writeBoolean(flag);
        } else if (each.getValue() instanceof Integer number) {
          out.writeNumber(number);
        } else {
          out.writeString(String.valueOf(each.getValue()));
        }
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** As it came. */
  String json() {
    return json;
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** A text, a number or a flag as it is written; {@value #NONE} where there is none. */
  String text(String name) {
    return fields.get(name) instanceof String text ? text : NONE;
  }

  boolean is(String name) {
    return text(name).equals("true");
  }

  /** An object; one without anything where there is none. */
  JsonTree object(String name) {
    return fields.get(name) instanceof JsonTree tree ? tree : EMPTY;
  }

  List<JsonTree> objects(String name) {
    return elements(name, JsonTree.class);
  }

  List<String> texts(String name) {
    return elements(name, String.class);
  }

  private <T> List<T> elements(String name, Class<T> kind) {
    return fields.get(name) instanceof List<?> all
        ? all.stream().filter(kind::isInstance).map(kind::cast).toList()
        : List.of();
  }
}
