// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.argument.Argument.number;
import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.argument.Argument.seconds;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Value;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.linux.AnnouncementPacing;
import io.github.jlvs.vrrp.linux.HostSettings;
import java.time.Duration;
import java.util.Optional;

/** Reads what {@code global_defs} says of how all virtual routers use this host. */
final class GlobalRouterReader {
  private static final String LONGEST = "86400";
  private static final Value<Integer> OCTETS =
      NumberValue.integer("vrrp_rx_bufs_policy", 1, Integer.MAX_VALUE);

  static final Keywords<GlobalRouterReader> KEYWORDS =
      Keywords.<GlobalRouterReader>none()
          .on(
              keyword("vrrp_check_unicast_src", presence())
                  .byDefault("off")
                  .says("Advertisements of others than the peers are refused"),
              (reader, at) -> reader.checksUnicastSource = true)
          .on(
              VrrpVersion.keyword("vrrp_version")
                  .byDefault(Protocol.V2.VERSION)
                  .says("The version of VRRP of an instance that says none; IPv6 has 3 alone"),
              (reader, version) ->
                  reader.version = version.map(Located::value).orElse(reader.version))
          .on(
              keyword("v3_checksum_as_v2", flag())
                  .byDefault("off")
                  .says("Version 3 over IPv4: the checksum leaves out the pseudo header"),
              (reader, on) -> reader.checksumAlone = on)
          .on(
              keyword("vrrp_skip_check_adv_addr", flag())
                  .byDefault(Standard.inWords("on with version 3"))
                  .says("With `off` version 3 too refuses advertisements of other addresses"),
              (reader, on) -> reader.requiresSameAddresses = !on)
          .with(FilterReader.KEYWORDS, reader -> reader.filter)
          .with(VirtualMacNames.KEYWORDS, reader -> reader.virtualMacNames)
          .on(
              keyword("vrrp_garp_interval", seconds("0", LONGEST))
                  .byDefault(0)
                  .says("The shortest time between two gratuitous ARP frames of an interface"),
              (reader, time) -> reader.arpInterval = time.orElse(Duration.ZERO))
          .on(
              keyword("vrrp_gna_interval", seconds("0", LONGEST))
                  .byDefault(0)
                  .says("The same for neighbour advertisements, which are IPv6's"),
              (reader, time) -> reader.neighbourInterval = time.orElse(Duration.ZERO))
          .on(
              keyword("vrrp_startup_delay", seconds("0", LONGEST))
                  .byDefault(0)
                  .says("So long after the start virtual routers only listen"),
              (reader, time) -> reader.startupDelay = time.orElse(Duration.ZERO))
          .on(
              keyword("log_unknown_vrids", flag())
                  .byDefault("off")
                  .says("Advertisements of a VRID that no instance has are logged"),
              (reader, on) -> reader.tellUnknownRouters = on)
          .on(
              keyword(
                      "vrrp_rx_bufs_policy",
                      Argument.of("MTU, ADVERT or a number of octets", GlobalRouterReader::policy))
                  .says(
                      "A number stands for `kernel_rx_buf_size`; the others ask for less than there"
                          + " is"),
              (reader, octets) -> reader.receiveBuffer = octets.orElse(0))
          .checked(
              keyword("vrrp_rx_bufs_multiplier", number(1, 4294967295L))
                  .byDefault(3)
                  .says("Taken; the receive buffer holds more advertisements in any case"));

  private final FilterReader filter = new FilterReader();
  private final VirtualMacNames virtualMacNames = new VirtualMacNames();
  private Duration arpInterval = Duration.ZERO;
  private Duration neighbourInterval = Duration.ZERO;
  private Duration startupDelay = Duration.ZERO;
  private boolean tellUnknownRouters;
  private boolean checksUnicastSource;
  private int version = Protocol.V2.VERSION;
  private boolean checksumAlone;
  private boolean requiresSameAddresses;
  private int receiveBuffer;

  /** The version of the routers that say none. */
  int version() {
    return version;
  }

  /** Whether version 3 refuses advertisements with other addresses. */
  boolean requiresSameAddresses() {
    return requiresSameAddresses;
  }

  /** Whether the checksum of version 3 over IPv4 leaves out the pseudo header. */
  boolean checksumAlone() {
    return checksumAlone;
  }

  VirtualMacNames virtualMacNames() {
    return virtualMacNames;
  }

  boolean checksUnicastSource() {
    return checksUnicastSource;
  }

  /** Octets of the receive buffer for each virtual router that says nothing. */
  int receiveBuffer() {
    return receiveBuffer;
  }

  AnnouncementPacing.Pace pace() {
    return new AnnouncementPacing.Pace(arpInterval, neighbourInterval);
  }

  HostSettings settings() {
    return HostSettings.DEFAULT
        .withStartupDelay(startupDelay)
        .withFilter(filter.table())
        .withTellUnknownRouters(tellUnknownRouters);
  }

  private static Optional<Integer> policy(Statement statement, Words words) {
    return words
        .only(statement, "MTU, ADVERT or a number of octets")
        .filter(word -> !word.text().equals("MTU") && !word.text().equals("ADVERT"))
        .flatMap(word -> OCTETS.read(word, words));
  }
}
