// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jlvs.keepalived.conf.explain.ExplainedBlock;
import io.github.jlvs.keepalived.conf.explain.ExplainedValue;
import io.github.jlvs.keepalived.conf.explain.Source;
import io.github.jlvs.keepalived.conf.text.Position;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Writes explained blocks as one JSON object, block by block. Nothing is written where no block
 * comes.
 */
final class ExplainedJson implements AutoCloseable {
  private final JsonGenerator json;
  private boolean begun;

  ExplainedJson(OutputStream out) throws IOException {
    json =
        new JsonFactory()
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .useDefaultPrettyPrinter();
  }

  void block(ExplainedBlock block) {
    try {
      if (!begun) {
        begun = true;
        json.writeStartObject();
        json.writeArrayFieldStart("blocks");
      }
      write(block);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(ExplainedBlock block) throws IOException {
    json.writeStartObject();
    json.writeStringField("keyword", block.keyword());
    json.writeStringField("arguments", block.arguments());
    write(block.source(), block.remark());
    json.writeArrayFieldStart("values");
    for (ExplainedValue value : block.values()) {
      json.writeStartObject();
      json.writeStringField("keyword", value.keyword());
      json.writeStringField(value.isWritable() ? "value" : "words", value.value());
      write(value.source(), value.remark());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("blocks");
    for (ExplainedBlock inner : block.blocks()) {
      write(inner);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Source source, Optional<String> remark) throws IOException {
    json.writeObjectFieldStart("source");
    if (source instanceof Source.At at) {
      write("line", at.position());
    } else if (source instanceof Source.Inherited inherited) {
      write("inherited", inherited.position());
    } else if (source instanceof Source.Default) {
      json.writeStringField("from", "default");
    } else {
      throw new IllegalStateException("no JSON for " + source);
    }
    json.writeEndObject();
    if (remark.isPresent()) {
      json.writeStringField("remark", remark.get());
    }
  }

  private void write(String from, Position position) throws IOException {
    json.writeStringField("from", from);
    json.writeStringField("file", position.file());
    json.writeNumberField("line", position.line());
  }

  @Override
  public void close() throws IOException {
    if (begun) {
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    json.close();
  }
}
