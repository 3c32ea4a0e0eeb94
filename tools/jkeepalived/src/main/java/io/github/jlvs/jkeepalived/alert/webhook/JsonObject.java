// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A JSON object of texts and numbers, being written. {@link #text()} ends it. */
final class JsonObject {
  /** In ASCII alone: half of a pair of surrogates would be no UTF-8. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final StringWriter out = new StringWriter();
  private final JsonGenerator json;

  JsonObject() {
    try {
      json = FACTORY.createGenerator(out);
      json.writeStartObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonObject with(String name, String text) {
    try {
      json.writeStringField(name, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  JsonObject with(String name, int number) {
    try {
      json.writeNumberField(name, number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** The object. */
  String text() {
    try {
      json.writeEndObject();
      json.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
