// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.jkeepalived.control.view.Exposition.Family;
import io.github.jlvs.jkeepalived.control.view.Exposition.Kind;
import io.github.jlvs.jkeepalived.dump.AddressText;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import io.github.jlvs.jkeepalived.snapshot.StateText;
import io.github.jlvs.jkeepalived.track.TrackedReport;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.linux.VirtualAddress;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.util.HashSet;
import java.util.Set;

/**
 * What keepalived-exporter shows of keepalived, by its names and labels: dashboards and alerts that
 * were made for it go on working.
 */
final class ExporterMetrics {
  private final Snapshot snapshot;
  private final Exposition out;

  ExporterMetrics(Snapshot snapshot, Exposition out) {
    this.snapshot = snapshot;
    this.out = out;
  }

  void write() {
    out.family("keepalived_up", Kind.GAUGE, "Whether the daemon answers.").with(1);
    count("advertisements_received", Counter.ADVERTISEMENTS_RECEIVED, "Advertisements accepted.");
    count("advertisements_sent", Counter.ADVERTISEMENTS_SENT, "Advertisements sent.");
    count("become_master", Counter.BECAME_MASTER, "Transitions to master.");
    count("release_master", Counter.RELEASED_MASTER, "Transitions from master.");
    count("packet_length_errors", Counter.LENGTH_ERRORS, "Packets of a wrong length.");
    count(
        "advertisements_interval_errors", Counter.INTERVAL_ERRORS, "Packets of another interval.");
    count("ip_ttl_errors", Counter.TTL_ERRORS, "Packets with a wrong TTL.");
    count("invalid_type_received", Counter.TYPE_ERRORS, "Packets of an unknown type.");
    count("address_list_errors", Counter.ADDRESS_LIST_ERRORS, "Packets of other addresses.");
    count(
        "authentication_invalid",
        Counter.INVALID_AUTHENTICATION_TYPE,
        "Packets with an unknown type of authentication.");
    count(
        "authentication_mismatch",
        Counter.AUTHENTICATION_TYPE_MISMATCH,
        "Packets with another type of authentication.");
    count(
        "authentication_failure", Counter.AUTHENTICATION_FAILURES, "Packets of a wrong password.");
    count("priority_zero_received", Counter.PRIORITY_ZERO_RECEIVED, "Packets of priority 0.");
    count("priority_zero_sent", Counter.PRIORITY_ZERO_SENT, "Packets of priority 0 sent.");
    Family delay =
        out.family(
            "keepalived_gratuitous_arp_delay_total",
            Kind.GAUGE,
            "Seconds until gratuitous ARP is sent once more; no counter, for all its name.");
    for (RouterStatus router : snapshot.routerStatuses()) {
      delay.with(router.setup().config().gratuitousArp().masterDelay().toSeconds(), labels(router));
    }
    states(
        out.family("keepalived_vrrp_state", Kind.GAUGE, "0 init, 1 backup, 2 master, 3 fault."),
        false);
    states(
        out.family(
            "keepalived_vrrp_excluded_state", Kind.GAUGE, "The same, of excluded addresses."),
        true);
    scripts();
  }

  private void count(String name, Counter counter, String help) {
    Family family = out.family("keepalived_" + name + "_total", Kind.COUNTER, help);
    for (RouterStatus router : snapshot.routerStatuses()) {
      family.with(router.counters().of(counter), labels(router));
    }
  }

  private static String[] labels(RouterStatus router) {
    return new String[] {
      "iname", router.setup().name(),
      "intf", router.setup().interfaceName(),
      "vrid", String.valueOf(router.setup().config().vrid())
    };
  }

  private void states(Family family, boolean excluded) {
    for (RouterStatus router : snapshot.routerStatuses()) {
      Set<String> seen = new HashSet<>();
      for (VirtualAddress address :
          excluded ? router.setup().excluded() : router.setup().addresses()) {
        String device = router.setup().deviceOf(address);
        String text = AddressText.bare(address);
        if (seen.add(text + " " + device)) {
          family.with(
              StateText.of(router.state()).number(),
              "iname",
              router.setup().name(),
              "intf",
              device,
              "vrid",
              String.valueOf(router.setup().config().vrid()),
              "ip_address",
              text);
        }
      }
    }
  }

  private void scripts() {
    Family status = out.family("keepalived_script_status", Kind.GAUGE, "1 good, 0 bad.");
    for (TrackedReport.OfScript script : snapshot.tracked().scripts()) {
      status.with(script.state().equals(TrackedState.UP), "name", script.script().name());
    }
    Family state = out.family("keepalived_script_state", Kind.GAUGE, "0 idle, 1 running.");
    for (TrackedReport.OfScript script : snapshot.tracked().scripts()) {
      state.with(script.runs(), "name", script.script().name());
    }
  }
}
