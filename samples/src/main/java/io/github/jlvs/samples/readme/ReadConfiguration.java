// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.readme;

import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.ReadResult;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.nio.file.Path;

final class ReadConfiguration {
  public static void main(String[] arguments) {
    ReadResult result = ConfigurationReader.read(Path.of("/etc/keepalived/keepalived.conf"));
    result.diagnostics().forEach(System.err::println); // file:line:column: error: what to do
    result
        .configuration()
        .ifPresent(
            configuration -> {
              for (VirtualServerSetup server : configuration.virtualServers()) {
                System.out.println(server.name() + " " + server.checks().realServers());
              }
            });
  }
}
