// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import io.github.jlvs.ipvs.Netmask;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.ipvs.VirtualService;
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

/** A persistent service as it is added and listed: eight attributes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ServiceMessage {
  private static final int MESSAGE_HEADER = 16;

  private final VirtualService value =
      VirtualService.of(ServiceId.tcp("10.0.0.100", 443), "wrr")
          .withPersistence(new Persistence(300, Netmask.prefix(AddressFamily.IPV4, 24)));
  private final MessageWriter writer = new MessageWriter();
  private final ByteBuffer message;

  /** Writes the message that is read. */
  public ServiceMessage() {
    MessageWriter once = new MessageWriter();
    write(once, value);
    message = once.written().position(MESSAGE_HEADER);
  }

  private static int write(MessageWriter out, VirtualService value) {
    out.clear();
    out.begin(1, 0);
    ServiceCodec.write(out, value, -1);
    out.end();
    return out.size();
  }

  /** Bytes to record. */
  @Benchmark
  public ServiceStatus decode() {
    return ServiceCodec.read(AttributeReader.of(message));
  }

  /** Record to bytes. */
  @Benchmark
  public int encode() {
    return write(writer, value);
  }
}
