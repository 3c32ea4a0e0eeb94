// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.netlink;

import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A hundred attributes of 32 bits: what reading and writing cost with no record made of them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AttributeWalk {
  private static final int ATTRIBUTES = 100;
  private static final int MESSAGE_HEADER = 16;

  private final MessageWriter writer = new MessageWriter();
  private final ByteBuffer attributes;

  /** Writes the attributes that are read. */
  public AttributeWalk() {
    MessageWriter once = new MessageWriter();
    write(once);
    attributes = once.written().position(MESSAGE_HEADER);
  }

  private static int write(MessageWriter out) {
    out.clear();
    out.begin(1, 0);
    for (int i = 0; i < ATTRIBUTES; i++) {
      out.u32(1, i);
    }
    out.end();
    return out.size();
  }

  /** Reads them all. */
  @Benchmark
  public long read() {
    AttributeReader reader = AttributeReader.of(attributes);
    long sum = 0;
    while (reader.next()) {
      sum += reader.type() + reader.u32();
    }
    return sum;
  }

  /** Writes them all. */
  @Benchmark
  public int write() {
    return write(writer);
  }
}
