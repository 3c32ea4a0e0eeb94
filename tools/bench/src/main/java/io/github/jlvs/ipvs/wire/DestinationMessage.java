// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.net.AddressFamily;
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

/** A destination as it is added and listed: eight attributes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DestinationMessage {
  private static final int MESSAGE_HEADER = 16;

  private final Destination value =
      Destination.of(DestinationId.of("10.0.0.1", 80), Forwarding.DIRECT_ROUTE, 100)
          .withThresholds(200, 100);
  private final MessageWriter writer = new MessageWriter();
  private final ByteBuffer message;

  /** Writes the message that is read. */
  public DestinationMessage() {
    MessageWriter once = new MessageWriter();
    write(once, value);
    message = once.written().position(MESSAGE_HEADER);
  }

  private static int write(MessageWriter out, Destination value) {
    out.clear();
    out.begin(1, 0);
    DestinationCodec.write(out, value);
    out.end();
    return out.size();
  }

  /** Bytes to record. */
  @Benchmark
  public DestinationStatus decode() {
    return DestinationCodec.read(AttributeReader.of(message), AddressFamily.IPV4);
  }

  /** Record to bytes. */
  @Benchmark
  public int encode() {
    return write(writer, value);
  }
}
