// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a host becomes a real server: first the kernel parameters that keep it silent about the
 * virtual address, then that address. The other way round it answers ARP requests for a moment, and
 * a client that asks in that moment sends its packets past the director until its entry expires.
 */
public final class StartPlan {
  private final ObservedHost now;
  private final RememberedState memory;
  private final List<Vip> vips;
  private final Forwarding forwarding;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private StartPlan(
      ObservedHost now, RememberedState memory, List<Vip> vips, Forwarding forwarding) {
    this.now = now;
    this.forwarding = forwarding;
    this.memory = memory;
    this.vips = List.copyOf(new LinkedHashSet<>(vips));
  }

  /**
   * Decides.
   *
   * @param vips at least one
   * @param forwarding direct routing or tunnel
   * @throws RealServerException if something must be cleared up first; nothing is changed then
   */
  public static Plan of(
      ObservedHost now, RememberedState memory, List<Vip> vips, Forwarding forwarding) {
    return new StartPlan(now, memory, vips, forwarding).decide();
  }

  private Plan decide() {
    vips.forEach(this::refuseConflicts);
    memory.trouble().ifPresent(notes::add);
    Set<Device> devices = EnumSet.noneOf(Device.class);
    vips.forEach(vip -> devices.add(Device.of(forwarding, vip)));
    devices.stream().filter(each -> !now.has(each)).map(Step.MakeTunnel::new).forEach(steps::add);
    Map<Setting, SavedValue> saved = memory.state().settings();
    if (vips.stream().anyMatch(Vip::isIpv4)) {
      saved = parameters();
    }
    if (devices.contains(Device.LOOPBACK) && !now.loopbackUp()) {
      steps.add(new Step.TakeUp(Device.LOOPBACK));
    }
    addresses();
    SavedState after = after(saved, takeTunnelsUp(devices));
    notes.addAll(Warnings.of(now, vips));
    return new Plan(vips, steps, after, notes);
  }

  private void addresses() {
    Labels labels = new Labels(now);
    for (Vip vip : vips) {
      Device device = Device.of(forwarding, vip);
      if (!now.hasAddress(vip, device)) {
        steps.add(new Step.AddAddress(vip, device, labels.next(vip, device)));
      }
      // For IPv6 the kernel makes the route along with the address.
      if (device == Device.LOOPBACK && vip.isIpv4() && !now.hasRoute(vip)) {
        steps.add(new Step.AddRoute(vip));
      }
    }
  }

  /** Last, so that nothing is taken before all is there. */
  private Set<Device> takeTunnelsUp(Set<Device> devices) {
    Set<Device> taken = new HashSet<>(memory.state().takenUp());
    for (Device device : devices) {
      if (device != Device.LOOPBACK && !now.isUp(device)) {
        steps.add(new Step.TakeUp(device));
        taken.add(device);
      }
    }
    return taken;
  }

  private SavedState after(Map<Setting, SavedValue> saved, Set<Device> taken) {
    Set<Vip> all = new LinkedHashSet<>(memory.state().vips());
    all.addAll(vips);
    Set<Vip> tunnelled = new LinkedHashSet<>(memory.state().tunnelled());
    if (forwarding == Forwarding.TUNNEL) {
      tunnelled.addAll(vips);
    }
    return new SavedState(List.copyOf(all), tunnelled, taken, saved);
  }

  private Map<Setting, SavedValue> parameters() {
    Map<Setting, SavedValue> saved = new HashMap<>(memory.state().settings());
    for (Setting setting : Setting.of(forwarding)) {
      int value = now.value(setting);
      SavedValue earlier = saved.remove(setting);
      if (!now.suffices(setting)) {
        steps.add(new Step.SetParameter(setting, value, setting.wanted()));
        saved.put(setting, new SavedValue(value, setting.wanted()));
      } else if (earlier != null && earlier.written() == value) {
        saved.put(setting, earlier);
      }
      // Else it is somebody else's choice, and stays theirs when this server is stopped.
    }
    return saved;
  }

  private void refuseConflicts(Vip vip) {
    Device device = Device.of(forwarding, vip);
    SavedState state = memory.state();
    if (state.vips().contains(vip) && state.device(vip) != device) {
      throw RealServerException.of(
          vip
              + " was started with --forwarding "
              + state.forwarding(vip).text()
              + "; stop it first (jlvs-rs stop --vip "
              + vip
              + ")");
    }
    if (!vip.isIpv4() && !now.takesIpv6(device)) {
      String name = now.has(device) ? device.text() : "default";
      throw RealServerException.of(
          "IPv6 is switched off on "
              + device.text()
              + ", so "
              + vip
              + " cannot be added; switch it on first (sysctl -w net.ipv6.conf."
              + name
              + ".disable_ipv6=0)");
    }
    for (HostAddress address : now.addresses()) {
      if (address.onLoopback() && address.is(vip) && !address.holds(vip, Device.LOOPBACK)) {
        throw RealServerException.of(
            address
                + " is on lo: with that prefix length this host takes a whole network for its own;"
                + " remove it first (ip addr del "
                + address
                + " dev lo)");
      }
    }
    if (device == Device.LOOPBACK && vip.isIpv4()) {
      refuseOtherRoute(vip);
    }
  }

  private void refuseOtherRoute(Vip vip) {
    for (HostRoute route : now.routes()) {
      if (route.bars(vip)) {
        String through = route.through().isEmpty() ? "" : " through " + route.through();
        throw RealServerException.of(
            "there is a route to "
                + vip
                + through
                + ", in the place of the one through lo; remove it first (ip route del "
                + vip
                + ")");
      }
    }
  }

  /** Hands out lo:0, lo:1 and so on, as far as they are free. */
  private static final class Labels {
    private final Set<String> taken = new HashSet<>();

    Labels(ObservedHost now) {
      now.addresses().forEach(address -> address.label().ifPresent(taken::add));
    }

    Optional<String> next(Vip vip, Device device) {
      if (!vip.isIpv4() || device != Device.LOOPBACK) {
        return Optional.empty();
      }
      int number = 0;
      while (!taken.add(HostAddress.LOOPBACK + ":" + number)) {
        number++;
      }
      return Optional.of(HostAddress.LOOPBACK + ":" + number);
    }
  }
}
