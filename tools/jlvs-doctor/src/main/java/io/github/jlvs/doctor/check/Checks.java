// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.doctor.seen.Task.Role;
import java.util.List;

/** Which checks are made of a host. */
public final class Checks {
  private Checks() {}

  /** Those that concern a host of this kind, in the order in which they are told. */
  public static List<Check> of(Role role) {
    return switch (role) {
      case DIRECTOR ->
          List.of(
              new VrrpFirewallCheck(),
              new VrrpSendingCheck(),
              new VrrpSilenceCheck(),
              new VrrpInterfaceCheck(),
              new DaemonCheck(),
              new VrrpMismatchCheck(),
              new TwoMastersCheck(),
              new ArpAnswersCheck(),
              new IpForwardCheck(),
              new SendRedirectsCheck(),
              new IpvsKernelCheck(),
              new DirectAnswerCheck(),
              new CapabilitiesCheck(),
              new RightsCheck(),
              new ExpireNodestCheck(),
              new ExpireTemplateCheck(),
              new MaglevCheck(),
              new UnicastPeersCheck(),
              new IgmpFirewallCheck(),
              new InterfaceManagerCheck(),
              new ClockCheck(),
              new SchedulerCheck(),
              new ServicesCheck(),
              new WeightsCheck(),
              new ConnTableCheck(),
              new ConnReuseCheck(),
              new SourceHashCheck(),
              new TunnelMtuCheck(),
              new NatClientsCheck(),
              new SyncDaemonCheck(),
              new SyncFirewallCheck(),
              new BackupOnlyCheck(),
              new PersistenceSyncCheck());
      case REAL_SERVER ->
          List.of(
              // First what keeps a host silent, then the address: mends are typed in this order.
              new ArpSettingsCheck(),
              new LoopbackAddressCheck(),
              new ArpAnswersCheck(),
              new TunnelDeviceCheck(),
              new ReversePathCheck(),
              new ListenerCheck(),
              new ServiceFirewallCheck(),
              new DefaultRouteCheck(),
              new RightsCheck());
    };
  }

  /** Makes them all. */
  public static Report examine(Seen seen) {
    return new Report(
        seen.task(),
        of(seen.task().role()).stream()
            .map(check -> new Report.Made(check.name(), check.judge(seen)))
            .toList());
  }
}
