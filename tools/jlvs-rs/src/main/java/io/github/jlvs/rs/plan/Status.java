// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.ArrayList;
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
 * @param parameters the kernel parameters; empty where no virtual address is IPv4
 * @param saved what the parameters were before start
 * @param notes sentences that the user should read
 */
public record Status(
    Verdict verdict,
    List<VipStatus> vips,
    List<Check> parameters,
    Map<ArpSetting, SavedValue> saved,
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
    parameters = List.copyOf(parameters);
    saved = Map.copyOf(saved);
    notes = List.copyOf(notes);
  }

  /**
   * Looks.
   *
   * @param asked the virtual addresses of interest; empty for all that are on record or look like
   *     some
   */
  public static Status of(ObservedHost now, RememberedState memory, List<Vip> asked) {
    List<VipStatus> vips =
        (asked.isEmpty() ? known(now, memory) : new LinkedHashSet<>(asked))
            .stream().map(vip -> status(now, memory, vip)).toList();
    List<Vip> names = vips.stream().map(VipStatus::vip).toList();
    List<Check> parameters =
        names.stream().anyMatch(Vip::isIpv4) ? parameters(now) : List.<Check>of();
    List<String> notes = new ArrayList<>();
    memory.trouble().ifPresent(notes::add);
    notes.addAll(Warnings.of(now, names));
    Verdict verdict = verdict(vips, parameters);
    if (verdict == Verdict.COMPLETE && memory.trouble().isEmpty()) {
      vips.stream().filter(vip -> !vip.started()).map(Status::unrecorded).forEach(notes::add);
    }
    return new Status(verdict, vips, parameters, memory.state().settings(), notes);
  }

  private static Set<Vip> known(ObservedHost now, RememberedState memory) {
    Set<Vip> vips = new LinkedHashSet<>(memory.state().vips());
    now.addresses().stream()
        .filter(HostAddress::looksVirtual)
        .forEach(address -> vips.add(new Vip(address.address())));
    return vips;
  }

  private static VipStatus status(ObservedHost now, RememberedState memory, Vip vip) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            "address " + vip + "/" + vip.bits() + " on lo",
            now.hasAddress(vip),
            address(now, vip),
            "on lo"));
    if (vip.isIpv4()) {
      checks.add(
          new Check(
              "route to " + vip + " through lo",
              now.hasRoute(vip),
              now.hasRoute(vip) ? "through lo" : "none",
              "through lo"));
    }
    return new VipStatus(vip, memory.state().vips().contains(vip), checks);
  }

  private static String address(ObservedHost now, Vip vip) {
    Optional<HostAddress> found =
        now.addresses().stream().filter(address -> address.holds(vip)).findFirst();
    return found.map(address -> address.label().orElse("on lo")).orElse("none");
  }

  private static List<Check> parameters(ObservedHost now) {
    List<Check> checks = new ArrayList<>();
    for (ArpSetting setting : ArpSetting.values()) {
      checks.add(
          new Check(
              setting.text(),
              now.suffices(setting),
              String.valueOf(now.value(setting)),
              String.valueOf(setting.parameter().wanted())));
    }
    Warnings.loudInterfaces(now)
        .forEach((name, value) -> checks.add(new Check(name, false, String.valueOf(value), "0")));
    return checks;
  }

  private static Verdict verdict(List<VipStatus> vips, List<Check> parameters) {
    if (vips.stream().allMatch(VipStatus::stopped)) {
      return Verdict.STOPPED;
    }
    boolean complete =
        vips.stream().allMatch(VipStatus::complete) && parameters.stream().allMatch(Check::ok);
    return complete ? Verdict.COMPLETE : Verdict.PARTLY;
  }

  private static String unrecorded(VipStatus status) {
    return status.vip()
        + " was not started by jlvs-rs, or the record of it is gone: stop can remove it, but knows no"
        + " former kernel parameters";
  }
}
