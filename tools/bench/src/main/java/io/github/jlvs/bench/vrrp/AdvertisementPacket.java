// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.AdvertisementCodec;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** An advertisement of one address with a password: what a master sends every second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AdvertisementPacket {
  private static final InetAddress SOURCE = IpAddresses.literal("10.1.80.91");
  private static final InetAddress GROUP = IpAddresses.literal("224.0.0.18");

  private final ByteBuffer packet =
      ByteBuffer.wrap(
          HexFormat.of().parseHex("213364010101bd0c" + "0a01505a" + "3131313100000000"));
  private final Advertisement advertisement = AdvertisementCodec.decode(packet, SOURCE, GROUP);

  /** Packet to record, the checksum verified. */
  @Benchmark
  public Advertisement decode() {
    return AdvertisementCodec.decode(packet, SOURCE, GROUP);
  }

  /** Record to packet. */
  @Benchmark
  public byte[] encode() {
    return AdvertisementCodec.encode(advertisement, SOURCE, GROUP);
  }
}
