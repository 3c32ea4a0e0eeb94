// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of the two programs a host runs, started and stopped in the same way. */
enum Side {
  OURS,
  KEEPALIVED;

  /** A running director. */
  interface Director {
    /** Leaves in good order. */
    void stop();

    /** When it had begun to listen, or a little later. */
    Instant listening();

    /** What it said about packets that it did not like; empty when there were none. */
    String complaints();
  }

  Side other() {
    return this == OURS ? KEEPALIVED : OURS;
  }

  /** Starts a director; unicast when it is given a peer. */
  Director start(
      Host host, VirtualRouterConfig config, InetAddress own, Optional<InetAddress> peer) {
    if (this == OURS) {
      RouterSetup setup =
          peer.map(other -> Directors.unicast(config, own, other))
              .orElseGet(() -> Directors.setup(config));
      return new OurDirector(Ours.start(host, setup), Instant.now());
    }
    String unicast =
        peer.map(
                other ->
                    "unicast_src_ip %s\n    unicast_peer {\n %s\n }\n"
                        .formatted(IpAddresses.format(own), IpAddresses.format(other)))
            .orElse("");
    String preempt = config.preempt() ? "" : "nopreempt\n";
    String delay =
        config.preemptDelay().isZero()
            ? ""
            : "preempt_delay %d\n".formatted(config.preemptDelay().toSeconds());
    return new KeepalivedDirector(
        Directors.keepalivedWith(host, "", instance(config, unicast + preempt + delay)));
  }

  private static String instance(VirtualRouterConfig config, String more) {
    String authentication =
        config.authentication() instanceof SimplePassword
            ? "authentication {\n auth_type PASS\n auth_pass 1111\n }"
            : "";
    return """
        vrrp_instance VI_1 {
            state BACKUP
            interface %s
            version %d
            virtual_router_id %d
            priority %d
            advert_int %s
            %s
            virtual_ipaddress {
                %s
            }
            %s
        }
        """
        .formatted(
            Network.INTERFACE,
            config.protocol().version(),
            config.vrid(),
            config.priority(),
            config.interval().seconds(),
            authentication,
            config.addresses().stream().map(IpAddresses::format).collect(Collectors.joining("\n")),
            more);
  }

  private record OurDirector(Ours ours, Instant listening) implements Director {
    @Override
    public void stop() {
      ours.close();
    }

    @Override
    public String complaints() {
      assertThat(ours.events(RunnerEvent.StateChanged.class)).as("what it told").isNotEmpty();
      return ours.events().stream()
          .map(Object::toString)
          .filter(text -> text.contains("PacketRefused") || text.contains("Failed"))
          .reduce("", (all, one) -> all + one + "\n");
    }
  }

  private record KeepalivedDirector(RunningProcess process) implements Director {
    @Override
    public void stop() {
      int unused = process.stop(Directors.SOON);
    }

    @Override
    public Instant listening() {
      return process.awaitLine("Entering BACKUP STATE", Directors.SOON).time();
    }

    @Override
    public String complaints() {
      assertThat(process.running()).as("it may yet complain").isFalse();
      assertThat(process.output()).contains(" STATE");
      return process
          .output()
          .lines()
          .filter(
              line ->
                  line.contains("invalid")
                      || line.contains("mismatch")
                      || line.contains("xpect")
                      || line.contains("not present"))
          .reduce("", (all, one) -> all + one + "\n");
    }
  }
}
