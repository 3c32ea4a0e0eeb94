// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** Attributes are read and written without garbage: a dump of 100,000 entries has millions. */
class AllocationTest {
  private static final int FEW = 10;
  private static final int MANY = 1_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Keeps what is read from being optimised away. */
  private long sum;

  private static ByteBuffer attributes(int count) {
    MessageWriter writer = new MessageWriter();
    write(writer, count);
    return writer.written().position(MessageWriter.MESSAGE_HEADER);
  }

  private static long write(MessageWriter writer, int count) {
    writer.clear();
    writer.begin(1, 0);
    for (int i = 0; i < count; i++) {
      writer.u8(1, i);
      writer.u16(2, i);
      writer.u16BigEndian(3, i);
      writer.u32(4, i);
      writer.u64(5, i);
    }
    writer.end();
    return writer.size();
  }

  private static long walk(AttributeReader attributes) {
    long read = 0;
    while (attributes.next()) {
      read +=
          switch (attributes.type()) {
            case 1 -> attributes.u8();
            case 2 -> attributes.u16();
            case 3 -> attributes.u16BigEndian();
            case 4 -> attributes.u32();
            default -> attributes.u64() + attributes.u32At(0);
          };
    }
    return read;
  }

  /** The least of many runs: the JVM's own work on this thread falls into some of them. */
  private <T> long allocated(Supplier<T> given, ToLongFunction<T> work) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 200; i++) {
      T subject = given.get();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      sum += work.applyAsLong(subject);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(sum).isNotZero();
    return least;
  }

  private long reading(int count) {
    ByteBuffer bytes = attributes(count);
    return allocated(() -> AttributeReader.of(bytes), AllocationTest::walk);
  }

  private long writing(int count) {
    MessageWriter writer = new MessageWriter();
    write(writer, MANY);
    return allocated(() -> writer, out -> write(out, count));
  }

  @Test
  void what_reading_numbers_allocates_does_not_depend_on_how_many_there_are() {
    assertThat(reading(MANY)).isEqualTo(reading(FEW)).isLessThan(256);
  }

  @Test
  void what_writing_numbers_allocates_does_not_depend_on_how_many_there_are() {
    assertThat(writing(MANY)).isEqualTo(writing(FEW)).isLessThan(256);
  }

  @Test
  void a_walk_over_messages_allocates_nothing_for_each() {
    MessageWriter writer = new MessageWriter();
    for (int i = 0; i < MANY; i++) {
      writer.begin(i, 0);
      writer.u32(1, i);
      writer.end();
    }
    ByteBuffer datagram = writer.written();

    long bytes =
        allocated(
            () -> new DatagramReader(datagram),
            reader -> {
              long types = 0;
              reader.start(datagram.limit());
              while (reader.next()) {
                types += reader.reply().type() + reader.reply().u32(4);
              }
              return types;
            });

    assertThat(bytes).isLessThan(256);
  }

  @Test
  void a_text_costs_what_it_is() {
    long few = allocated(() -> texts(FEW), AllocationTest::lengths);
    long many = allocated(() -> texts(MANY), AllocationTest::lengths);

    // A String with its bytes, and the bytes it is decoded from.
    assertThat((many - few) / (MANY - FEW)).isBetween(24L, 96L);
  }

  private static AttributeReader texts(int count) {
    MessageWriter writer = new MessageWriter();
    writer.begin(1, 0);
    for (int i = 0; i < count; i++) {
      writer.string(1, "eth0");
    }
    writer.end();
    return AttributeReader.of(writer.written().position(MessageWriter.MESSAGE_HEADER));
  }

  private static long lengths(AttributeReader attributes) {
    long length = 0;
    while (attributes.next()) {
      length += attributes.string().length();
    }
    return length;
  }
}
