// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import static io.github.jlvs.jkeepalived.dump.DumpWords.seconds;
import static io.github.jlvs.jkeepalived.dump.DumpWords.yesNo;

import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.linux.CheckStatus;
import io.github.jlvs.healthcheck.linux.RealServerStatus;
import io.github.jlvs.healthcheck.linux.VirtualServerStatus;
import io.github.jlvs.healthcheck.probe.FileProbe;
import io.github.jlvs.healthcheck.probe.NetworkProbe;
import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.jkeepalived.snapshot.ServerReport;
import io.github.jlvs.net.IpAddresses;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The section of the checks in {@code /tmp/keepalived_check.data}. What a check asks for, which may
 * have a password in it, is not shown.
 */
final class CheckText {
  private final ServerReport report;

  CheckText(ServerReport report) {
    this.report = report;
  }

  void write(DumpText text) {
    for (VirtualServerStatus server : report.statuses()) {
      boolean enabled = !report.resting().contains(server.name());
      for (RealServerStatus real : server.realServers()) {
        for (CheckStatus check : real.checks()) {
          // As with keepalived a file that is tracked is not among them.
          if (!(check.check().probe() instanceof FileProbe)) {
            text.head(server.name() + " -> " + real.server().address());
            check(check, enabled, text);
          }
        }
      }
    }
  }

  private static void check(CheckStatus status, boolean enabled, DumpText text) {
    CheckPolicy policy = status.check().policy();
    text.row("Enabled", yesNo(enabled));
    text.row("Up", yesNo(status.state() == CheckState.UP));
    text.row("Has run", yesNo(status.lastResult().isPresent()));
    text.row("Alpha", yesNo(policy.alpha()));
    text.row("Delay loop", micros(policy.delayLoop()));
    text.row("Warmup", micros(policy.warmup()));
    text.row("Retries", policy.retry());
    if (policy.retry() > 0) {
      text.row("Delay before retry", micros(policy.delayBeforeRetry()));
    }
    text.row("Log all failures", yesNo(policy.logAllFailures()));
    if (status.check().probe() instanceof NetworkProbe probe) {
      connection(probe.transport().remote(), probe.transport().local(), policy, text);
    } else if (status.check().probe() instanceof DirectProbe probe) {
      Optional<InetSocketAddress> local = probe.source().map(at -> new InetSocketAddress(at, 0));
      connection(probe.virtual(), local, policy, text);
    }
    text.row("Keepalive method", status.check().probe().checkName());
  }

  private static void connection(
      InetSocketAddress remote,
      Optional<InetSocketAddress> from,
      CheckPolicy policy,
      DumpText text) {
    text.row("Connection");
    text.line("     Dest = " + socket(remote));
    from.ifPresent(local -> text.line("     Bind to = " + socket(local)));
    text.line("     Timeout = " + seconds(policy.connectTimeout()));
  }

  private static String socket(InetSocketAddress socket) {
    return "[" + IpAddresses.format(socket.getAddress()) + "]:" + socket.getPort();
  }

  private static String micros(Duration time) {
    return TimeUnit.MICROSECONDS.convert(time) + " us";
  }
}
