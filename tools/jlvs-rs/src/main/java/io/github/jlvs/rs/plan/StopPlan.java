// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a real server becomes an ordinary host again: everything that start does, backwards. The
 * kernel parameters wait for the last virtual address.
 */
public final class StopPlan {
  private final ObservedHost now;
  private final RememberedState memory;
  private final List<Vip> vips;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private StopPlan(ObservedHost now, RememberedState memory, List<Vip> asked) {
    this.now = now;
    this.memory = memory;
    this.vips = asked.isEmpty() ? memory.state().vips() : List.copyOf(new LinkedHashSet<>(asked));
  }

  /**
   * Decides.
   *
   * @param asked the virtual addresses to stop; empty for all that were started
   * @throws RealServerException if it isn't clear which ones are meant; nothing is changed then
   */
  public static Plan of(ObservedHost now, RememberedState memory, List<Vip> asked) {
    return new StopPlan(now, memory, asked).decide();
  }

  private Plan decide() {
    refuseGuessing();
    memory.trouble().ifPresent(notes::add);
    for (int i = vips.size() - 1; i >= 0; i--) {
      remove(vips.get(i));
    }
    List<Vip> left = new ArrayList<>(memory.state().vips());
    boolean remembered = left.removeAll(vips);
    SavedState after = after(left);
    takeTunnelsDown(after);
    restoreParameters(after);
    if (!after.hasIpv4()) {
      if (!remembered && steps.stream().anyMatch(Step.RemoveAddress.class::isInstance)) {
        tellOfUnknownPast();
      }
    } else if (vips.stream().anyMatch(Vip::isIpv4)) {
      notes.add("arp_ignore and arp_announce stay as they are for " + text(left));
    }
    return new Plan(vips, steps, after, notes);
  }

  /** What those that are left need stays. */
  private SavedState after(List<Vip> left) {
    SavedState before = memory.state();
    Set<Vip> tunnelled = new HashSet<>(before.tunnelled());
    tunnelled.retainAll(left);
    Set<Device> devices = new HashSet<>();
    Set<Setting> needed = new HashSet<>();
    for (Vip vip : left) {
      devices.add(before.device(vip));
      if (vip.isIpv4()) {
        needed.addAll(Setting.of(before.forwarding(vip)));
      }
    }
    Set<Device> taken = new HashSet<>(before.takenUp());
    taken.retainAll(devices);
    Map<Setting, SavedValue> settings = new HashMap<>(before.settings());
    settings.keySet().retainAll(needed);
    return new SavedState(left, tunnelled, taken, settings);
  }

  /** Those that start took up, unless somebody else has put an address there since. */
  private void takeTunnelsDown(SavedState after) {
    for (Device device : memory.state().takenUp()) {
      if (after.takenUp().contains(device) || !now.isUp(device)) {
        continue;
      }
      Set<Vip> others = new LinkedHashSet<>();
      now.addresses().stream()
          .filter(each -> each.interfaceName().equals(device.text()))
          .filter(each -> !each.address().isLinkLocalAddress())
          .forEach(each -> others.add(new Vip(each.address())));
      others.removeAll(vips);
      if (others.isEmpty()) {
        steps.add(new Step.TakeDown(device));
      } else {
        notes.add(device.text() + " stays up: somebody has put " + others + " there");
      }
    }
  }

  /** Without a record, what lies on lo may be anybody's. */
  private void refuseGuessing() {
    List<String> found =
        now.addresses().stream().filter(HostAddress::looksVirtual).map(StopPlan::bare).toList();
    if (vips.isEmpty() && !found.isEmpty()) {
      throw RealServerException.of(
          memory.trouble().map(trouble -> trouble + "; ").orElse("nothing is on record here, but ")
              + String.join(", ", found)
              + " may be a virtual address; say which to stop (jlvs-rs stop --vip "
              + found.get(0)
              + ")");
    }
  }

  private static String bare(HostAddress address) {
    return new Vip(address.address()).toString();
  }

  /** From where it was started; without a record, from wherever it is. */
  private void remove(Vip vip) {
    boolean known = memory.state().vips().contains(vip);
    for (Device device : Device.values()) {
      if (!known || memory.state().device(vip) == device) {
        remove(vip, device);
      }
    }
  }

  private void remove(Vip vip, Device device) {
    if (device == Device.LOOPBACK && vip.isIpv4() && now.hasRoute(vip)) {
      steps.add(new Step.RemoveRoute(vip));
    }
    for (HostAddress address : now.addresses()) {
      if (address.holds(vip, device)) {
        steps.add(new Step.RemoveAddress(vip, device, address.label()));
      }
    }
  }

  private void restoreParameters(SavedState after) {
    for (Setting setting : Setting.backwards()) {
      if (after.settings().containsKey(setting) || isGone(setting)) {
        continue;
      }
      SavedValue saved = memory.state().settings().get(setting);
      int value = now.value(setting);
      if (saved == null || saved.before() == value) {
        continue;
      }
      if (saved.written() == value) {
        steps.add(new Step.SetParameter(setting, value, saved.before()));
      } else {
        notes.add(
            setting.text()
                + " is "
                + value
                + ", not the "
                + saved.written()
                + " that start gave it: somebody changed it since, so it stays (it was "
                + saved.before()
                + " before)");
      }
    }
  }

  private boolean isGone(Setting setting) {
    return setting == Setting.TUNNEL_REVERSE_PATH && !now.has(Device.IPV4_TUNNEL);
  }

  private void tellOfUnknownPast() {
    StringBuilder command = new StringBuilder("sysctl -w");
    for (Setting setting : Setting.backwards()) {
      if (now.value(setting) != 0 && Setting.of(Forwarding.DIRECT).contains(setting)) {
        command.append(' ').append(setting.text()).append("=0");
      }
    }
    if (command.indexOf("=") >= 0 && vips.stream().anyMatch(Vip::isIpv4)) {
      notes.add(
          "what arp_ignore and arp_announce were before is not on record, so they stay; where"
              + " nothing else needs them: "
              + command);
    }
  }

  private static String text(List<Vip> vips) {
    Optional<String> joined =
        vips.stream().filter(Vip::isIpv4).map(Vip::toString).reduce((a, b) -> a + ", " + b);
    return joined.orElse("");
  }
}
