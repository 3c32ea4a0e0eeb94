// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor;

import io.github.jlvs.doctor.check.Severity;
import io.github.jlvs.doctor.check.Trace;
import io.github.jlvs.doctor.host.Watching;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Follows one client's attempt to connect. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = {
      "On the master: watches one client's attempt to connect to a virtual server by TCP, and says at"
          + " which step it ends, why that is likely and what to do. Sends nothing: have the client"
          + " try while this runs.",
      "",
      "Exit status: 0 the client was answered, 2 it was not, 3 it could not be watched."
    })
final class TraceCommand implements Callable<Integer> {
  private static final int LONGEST_SECONDS = 3600;

  private final PrintStream out;

  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Parameters(index = "0", paramLabel = "CLIENT", description = "The client's address.")
  private String client = "";

  @Parameters(
      index = "1",
      paramLabel = "VIP:PORT",
      description = "The virtual server; [ADDRESS]:PORT of IPv6.")
  private String service = "";

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long its first packet is waited for (default: ${DEFAULT-VALUE}).")
  private int seconds = 30;

  TraceCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    InetAddress from =
        IpAddresses.parse(client).orElseThrow(() -> wrong("'" + client + "' is no address"));
    InetSocketAddress to =
        endpoint(service).orElseThrow(() -> wrong("'" + service + "' is no address with a port"));
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      throw wrong("--seconds takes 1 to " + LONGEST_SECONDS);
    }
    if (from.getAddress().length != to.getAddress().getAddress().length) {
      throw wrong("client and virtual server are not of one version of IP");
    }
    ServiceId.Address id = new ServiceId.Address(IpProtocol.TCP, to.getAddress(), to.getPort());
    Trace trace = Trace.of(Watching.watch(from, id, Duration.ofSeconds(seconds)));
    out.print(ReportText.of(trace));
    return (trace.end().isEmpty() ? Severity.OK : Severity.CRITICAL).state().ordinal();
  }

  private CommandLine.ParameterException wrong(String what) {
    return new CommandLine.ParameterException(spec.commandLine(), what);
  }

  private static Optional<InetSocketAddress> endpoint(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || !text.substring(colon + 1).matches("\\d{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    String address = text.substring(0, colon);
    boolean bracketed = address.startsWith("[") && address.endsWith("]");
    return IpAddresses.parse(bracketed ? address.substring(1, address.length() - 1) : address)
        .filter(each -> bracketed == (each.getAddress().length > Integer.BYTES))
        .filter(each -> port > 0 && port <= 0xffff)
        .map(each -> new InetSocketAddress(each, port));
  }
}
