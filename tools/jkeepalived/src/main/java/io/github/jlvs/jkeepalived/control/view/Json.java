// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.jlvs.jkeepalived.control.http.Body;
import io.github.jlvs.jkeepalived.control.http.BodyWriter;
import io.github.jlvs.jkeepalived.snapshot.SecondsText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * JSON under way. In ASCII alone; moments as RFC 3339 has them, in UTC; times in seconds. What is
 * not known is null, never left out.
 */
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final JsonGenerator out;

  private Json(JsonGenerator out) {
    this.out = out;
  }

  /** What writes. */
  @FunctionalInterface
  public interface Content {
    /** Writes fields of an object that has been begun. */
    void write(Json json);
  }

  /** A call that writes, of which none fails in memory. */
  @FunctionalInterface
  private interface Call {
    void run() throws IOException;
  }

  /** An object, with a line end. */
  public static Body object(Content content) {
    BodyWriter octets = new BodyWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(octets)) {
      generator.writeStartObject();
      content.write(new Json(generator));
      generator.writeEndObject();
      generator.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return octets.body();
  }

  private Json call(Call call) {
    try {
      call.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Json text(String name, String text) {
    return call(() -> out.writeStringField(name, text));
  }

  Json text(String name, Optional<String> text) {
    return text.isPresent() ? text(name, text.get()) : none(name);
  }

  Json number(String name, long number) {
    return call(() -> out.writeNumberField(name, number));
  }

  Json number(String name, Optional<? extends Number> number) {
    return number.isPresent() ? number(name, number.get().longValue()) : none(name);
  }

  Json flag(String name, boolean flag) {
    return call(() -> out.writeBooleanField(name, flag));
  }

  Json moment(String name, Instant moment) {
    return text(name, moment.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  Json moment(String name, Optional<Instant> moment) {
    return moment.isPresent() ? moment(name, moment.get()) : none(name);
  }

  Json seconds(String name, Duration time) {
    return call(
        () -> {
          out.writeFieldName(name);
          out.writeNumber(SecondsText.of(time));
        });
  }

  Json none(String name) {
    return call(() -> out.writeNullField(name));
  }

  Json object(String name, Content content) {
    return call(
        () -> {
          out.writeObjectFieldStart(name);
          content.write(this);
          out.writeEndObject();
        });
  }

  <T> Json object(String name, Optional<T> one, BiConsumer<Json, T> each) {
    return one.isPresent() ? object(name, inside -> each.accept(inside, one.get())) : none(name);
  }

  Json texts(String name, List<String> texts) {
    return call(
        () -> {
          out.writeArrayFieldStart(name);
          for (String text : texts) {
            out.writeString(text);
          }
          out.writeEndArray();
        });
  }

  <T> Json objects(String name, List<T> all, BiConsumer<Json, T> each) {
    return call(
        () -> {
          out.writeArrayFieldStart(name);
          for (T one : all) {
            out.writeStartObject();
            each.accept(this, one);
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }
}
