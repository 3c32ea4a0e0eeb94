// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import static io.github.jlvs.fuzz.RoundTrip.whole;
import static io.github.jlvs.netlink.Messages.MALFORMED;
import static io.github.jlvs.netlink.Messages.payload;

import io.github.jlvs.fuzz.RoundTrip;
import io.github.jlvs.fuzz.Target;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.ServiceStatus;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.AttributeReader;
import java.nio.ByteBuffer;
import java.util.List;

/** What the kernel says of IPVS by netlink. */
public final class IpvsTargets {
  private IpvsTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of(
                "ipvs-service", region -> ServiceCodec.read(AttributeReader.of(region)), MALFORMED)
            .with(
                new RoundTrip<>(
                    ServiceStatus::service,
                    service -> payload(out -> ServiceCodec.write(out, service, -1)))),
        Target.of(
                "ipvs-destination",
                region -> DestinationCodec.read(AttributeReader.of(region), AddressFamily.IPV4),
                MALFORMED)
            .with(
                new RoundTrip<>(
                    DestinationStatus::destination,
                    destination -> payload(out -> DestinationCodec.write(out, destination)))),
        Target.of("ipvs-daemon", region -> DaemonCodec.read(AttributeReader.of(region)), MALFORMED)
            .with(whole(daemon -> payload(out -> DaemonCodec.write(out, daemon)))),
        Target.of(
                "ipvs-timeouts",
                region -> SettingsCodec.timeouts(AttributeReader.of(region)),
                MALFORMED)
            .with(whole(timeouts -> payload(out -> SettingsCodec.write(out, timeouts)))),
        Target.of("ipvs-info", region -> SettingsCodec.info(AttributeReader.of(region)), MALFORMED),
        Target.of("ipvs-counters", IpvsTargets::counters, MALFORMED));
  }

  private static String counters(ByteBuffer region) {
    CounterCodec narrow = new CounterCodec();
    narrow.readNarrow(AttributeReader.of(region));
    CounterCodec wide = new CounterCodec();
    wide.readWide(AttributeReader.of(region));
    return narrow.statistics() + " " + narrow.rates() + wide.statistics() + wide.rates();
  }
}
