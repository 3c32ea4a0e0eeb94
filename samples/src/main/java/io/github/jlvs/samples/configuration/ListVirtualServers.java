// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.configuration;

import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.ReadResult;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Lists the virtual servers of a keepalived.conf with their real servers, as a program does that
 * documents a site or feeds a monitoring. It needs no root and no kernel, and the file may be that
 * of another machine.
 */
public final class ListVirtualServers {
  private ListVirtualServers() {}

  /** {@code ListVirtualServers FILE}. */
  public static void main(String[] arguments) {
    System.exit(list(Path.of(arguments[0]), System.out, System.err));
  }

  /** The status of the program: 1 where the file has errors. */
  static int list(Path file, PrintStream out, PrintStream err) {
    ReadResult result = ConfigurationReader.read(file);
    result.diagnostics().forEach(err::println);
    result.configuration().ifPresent(configuration -> list(configuration, out));
    return result.configuration().isPresent() ? 0 : 1;
  }

  private static void list(Configuration configuration, PrintStream out) {
    for (VirtualServerSetup server : configuration.virtualServers()) {
      out.println(server.name() + " " + server.scheduler());
      for (RealServer real : server.checks().realServers()) {
        out.println(
            "  "
                + real.address()
                + " weight "
                + real.weight()
                + ", "
                + server.forwarding(real)
                + ", "
                + (real.checks().isEmpty() ? "never checked" : "checks: " + real.checks().size()));
      }
    }
  }
}
