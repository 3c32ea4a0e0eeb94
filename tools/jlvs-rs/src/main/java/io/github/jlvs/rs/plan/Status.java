// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import io.github.jlvs.net.AddressFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How it stands with this real server.
 *
 * @param verdict all in all
 * @param vips each virtual address that was asked about
 * @param ways the tunnels that packets come by, or the default route that answers leave by
 * @param parameters the kernel parameters; empty where no virtual address is IPv4
 * @param saved what the parameters were before start
 * @param notes sentences that the user should read
 */
public record Status(
    Verdict verdict,
    List<VipStatus> vips,
    List<Check> ways,
    List<Check> parameters,
    Map<Setting, SavedValue> saved,
    List<String> notes) {
  /** All in all. */
  public enum Verdict {
    /** Everything is as it should be. */
    COMPLETE,
    /** Some of it. */
    PARTLY,
    /** No virtual address is here. */
    STOPPED
  }

  public Status {
    vips = List.copyOf(vips);
    ways = List.copyOf(ways);
    parameters = List.copyOf(parameters);
    saved = Map.copyOf(saved);
    notes = List.copyOf(notes);
  }

  /**
   * Looks.
   *
   * @param asked the virtual addresses of interest; empty for all that are on record or look like
   *     some
   * @param wanted what those that are neither on record nor there would be started for
   */
  public static Status of(
      ObservedHost now, RememberedState memory, List<Vip> asked, Forwarding wanted) {
    List<VipStatus> vips =
        (asked.isEmpty() ? known(now, memory) : new LinkedHashSet<>(asked))
            .stream().map(vip -> status(now, memory, vip, wanted)).toList();
    List<Vip> names = vips.stream().map(VipStatus::vip).toList();
    List<Check> tunnels = tunnels(now, vips);
    List<Check> parameters = parameters(now, vips);
    List<String> notes = new ArrayList<>();
    memory.trouble().ifPresent(notes::add);
    notes.addAll(Warnings.of(now, names));
    Verdict verdict = verdict(vips, tunnels, parameters);
    if (verdict == Verdict.COMPLETE && memory.trouble().isEmpty()) {
      vips.stream().filter(vip -> !vip.started()).map(Status::unrecorded).forEach(notes::add);
    }
    return new Status(verdict, vips, tunnels, parameters, memory.state().settings(), notes);
  }

  /**
   * Looks whether the answers of this real server leave through its director, which puts the
   * virtual address back into them.
   *
   * @param directors the addresses that directors have, or share, on this host's network; one a
   *     family
   * @param vips the virtual addresses, which are on the directors and on no real server
   */
  public static Status ofMasquerading(ObservedHost now, List<Vip> directors, List<Vip> vips) {
    List<Check> routes = directors.stream().map(each -> defaultRoute(now, each)).toList();
    List<VipStatus> addresses =
        vips.stream()
            .map(
                vip ->
                    new VipStatus(vip, Forwarding.MASQUERADING, false, List.of(absent(now, vip))))
            .toList();
    boolean complete =
        routes.stream().allMatch(Check::ok) && addresses.stream().allMatch(VipStatus::complete);
    return new Status(
        complete ? Verdict.COMPLETE : Verdict.PARTLY,
        addresses,
        routes,
        List.of(),
        Map.of(),
        List.of());
  }

  private static Check defaultRoute(ObservedHost now, Vip director) {
    Optional<DefaultRoute> used =
        now.surroundings().defaultRoutes().stream()
            .filter(each -> each.family() == AddressFamily.of(director.address()))
            .min(Comparator.comparingLong(DefaultRoute::metric));
    return new Check(
        "default route through " + director,
        used.filter(each -> each.leadsTo(director)).isPresent(),
        used.map(DefaultRoute::text).orElse("none"),
        "via " + director);
  }

  private static Check absent(ObservedHost now, Vip vip) {
    String where =
        now.addresses().stream()
            .filter(each -> each.is(vip))
            .map(HostAddress::interfaceName)
            .findFirst()
            .orElse("");
    return new Check(
        "no address " + vip, where.isEmpty(), where.isEmpty() ? "none" : "on " + where, "none");
  }

  private static Set<Vip> known(ObservedHost now, RememberedState memory) {
    Set<Vip> vips = new LinkedHashSet<>(memory.state().vips());
    now.addresses().stream()
        .filter(HostAddress::looksVirtual)
        .forEach(address -> vips.add(new Vip(address.address())));
    return vips;
  }

  private static VipStatus status(
      ObservedHost now, RememberedState memory, Vip vip, Forwarding wanted) {
    Device device = device(now, memory.state(), vip, wanted);
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            "address " + vip + "/" + vip.bits() + " on " + device.text(),
            now.hasAddress(vip, device),
            address(now, vip, device),
            "on " + device.text()));
    if (device == Device.LOOPBACK && vip.isIpv4()) {
      checks.add(
          new Check(
              "route to " + vip + " through lo",
              now.hasRoute(vip),
              now.hasRoute(vip) ? "through lo" : "none",
              "through lo"));
    }
    return new VipStatus(vip, device.forwarding(), memory.state().vips().contains(vip), checks);
  }

  private static List<Check> tunnels(ObservedHost now, List<VipStatus> vips) {
    Set<Device> used = EnumSet.noneOf(Device.class);
    vips.stream()
        .filter(each -> each.forwarding() == Forwarding.TUNNEL)
        .forEach(each -> used.add(Device.of(Forwarding.TUNNEL, each.vip())));
    List<Check> checks = new ArrayList<>();
    for (Device device : used) {
      String state = now.isUp(device) ? "up" : now.has(device) ? "down" : "none";
      checks.add(new Check("tunnel " + device.text(), now.isUp(device), state, "up"));
    }
    return checks;
  }

  private static Device device(ObservedHost now, SavedState state, Vip vip, Forwarding wanted) {
    if (state.vips().contains(vip)) {
      return state.device(vip);
    }
    Device intended = Device.of(wanted, vip);
    return Arrays.stream(Device.values())
        .filter(each -> !now.hasAddress(vip, intended) && now.hasAddress(vip, each))
        .findFirst()
        .orElse(intended);
  }

  private static String address(ObservedHost now, Vip vip, Device device) {
    Optional<HostAddress> found =
        now.addresses().stream().filter(address -> address.holds(vip, device)).findFirst();
    return found.map(address -> address.label().orElse("on " + device.text())).orElse("none");
  }

  private static List<Check> parameters(ObservedHost now, List<VipStatus> vips) {
    Set<Setting> needed = EnumSet.noneOf(Setting.class);
    vips.stream()
        .filter(each -> each.vip().isIpv4())
        .forEach(each -> needed.addAll(Setting.of(each.forwarding())));
    if (needed.isEmpty()) {
      return List.of();
    }
    List<Check> checks = new ArrayList<>();
    for (Setting setting : needed) {
      checks.add(
          new Check(
              setting.text(),
              now.suffices(setting),
              String.valueOf(now.effective(setting)),
              String.valueOf(setting.wanted())));
    }
    Warnings.loudInterfaces(now)
        .forEach((name, value) -> checks.add(new Check(name, false, String.valueOf(value), "0")));
    return checks;
  }

  private static Verdict verdict(
      List<VipStatus> vips, List<Check> tunnels, List<Check> parameters) {
    if (vips.stream().allMatch(VipStatus::stopped)) {
      return Verdict.STOPPED;
    }
    boolean complete =
        vips.stream().allMatch(VipStatus::complete)
            && tunnels.stream().allMatch(Check::ok)
            && parameters.stream().allMatch(Check::ok);
    return complete ? Verdict.COMPLETE : Verdict.PARTLY;
  }

  private static String unrecorded(VipStatus status) {
    return status.vip()
        + " was not started by jlvs-rs, or the record of it is gone: stop can remove it, but knows no"
        + " former kernel parameters";
  }
}
