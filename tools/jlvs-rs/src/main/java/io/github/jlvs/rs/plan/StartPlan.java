// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.ArrayList;
import java.util.EnumMap;
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
  private final List<Step> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private StartPlan(ObservedHost now, RememberedState memory, List<Vip> vips) {
    this.now = now;
    this.memory = memory;
    this.vips = List.copyOf(new LinkedHashSet<>(vips));
  }

  /**
   * Decides.
   *
   * @param vips at least one
   * @throws RealServerException if something must be cleared up first; nothing is changed then
   */
  public static Plan of(ObservedHost now, RememberedState memory, List<Vip> vips) {
    return new StartPlan(now, memory, vips).decide();
  }

  private Plan decide() {
    vips.forEach(this::refuseConflicts);
    memory.trouble().ifPresent(notes::add);
    Map<ArpSetting, SavedValue> saved = memory.state().settings();
    if (vips.stream().anyMatch(Vip::isIpv4)) {
      saved = parameters();
    }
    if (!now.loopbackUp()) {
      steps.add(new Step.TakeLoopbackUp());
    }
    Labels labels = new Labels(now);
    for (Vip vip : vips) {
      if (!now.hasAddress(vip)) {
        steps.add(new Step.AddAddress(vip, labels.next(vip)));
      }
      // For IPv6 the kernel makes the route along with the address.
      if (vip.isIpv4() && !now.hasRoute(vip)) {
        steps.add(new Step.AddRoute(vip));
      }
    }
    notes.addAll(Warnings.of(now, vips));
    Set<Vip> all = new LinkedHashSet<>(memory.state().vips());
    all.addAll(vips);
    return new Plan(vips, steps, new SavedState(List.copyOf(all), saved), notes);
  }

  private Map<ArpSetting, SavedValue> parameters() {
    Map<ArpSetting, SavedValue> saved = new EnumMap<>(ArpSetting.class);
    for (ArpSetting setting : ArpSetting.values()) {
      int value = now.value(setting);
      SavedValue earlier = memory.state().settings().get(setting);
      if (!now.suffices(setting)) {
        int wanted = setting.parameter().wanted();
        steps.add(new Step.SetParameter(setting, value, wanted));
        saved.put(setting, new SavedValue(value, wanted));
      } else if (earlier != null && earlier.written() == value) {
        saved.put(setting, earlier);
      }
      // Else it is somebody else's choice, and stays theirs when this server is stopped.
    }
    return saved;
  }

  private void refuseConflicts(Vip vip) {
    if (!vip.isIpv4() && !now.ipv6()) {
      throw RealServerException.of(
          "IPv6 is switched off on lo, so "
              + vip
              + " cannot be added; switch it on first (sysctl -w net.ipv6.conf.lo.disable_ipv6=0)");
    }
    for (HostAddress address : now.addresses()) {
      if (address.onLoopback() && address.is(vip) && !address.holds(vip)) {
        throw RealServerException.of(
            address
                + " is on lo: with that prefix length this host takes a whole network for its own;"
                + " remove it first (ip addr del "
                + address
                + " dev lo)");
      }
    }
    for (HostRoute route : now.routes()) {
      if (vip.isIpv4() && route.bars(vip)) {
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

    Optional<String> next(Vip vip) {
      if (!vip.isIpv4()) {
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
