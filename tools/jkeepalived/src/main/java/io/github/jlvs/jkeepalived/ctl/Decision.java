// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands have in common that decide something of a real server. */
final class Decision {
  @Mixin private final Meant meant = new Meant();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "Over by itself after so long, such as 90s, 10m, 2h or 3d.")
  private Optional<String> time = Optional.empty();

  @Option(names = "--why", paramLabel = "WORDS", description = "Shown to whoever looks at it.")
  private Optional<String> why = Optional.empty();

  /** Of which server. */
  static final class Meant {
    @Parameters(
        index = "0",
        paramLabel = "SERVER",
        description = "192.168.0.1:80, [2001:db8::1]:80, or an address alone for all its ports.")
    private String server = "";

    @Mixin private final InService service = new InService();

    String server() {
      return server;
    }

    Optional<String> service() {
      return service.name();
    }

    /** As the daemon has them. */
    Map<String, Object> arguments() {
      Map<String, Object> all = new TreeMap<>();
      all.put("server", server);
      service().ifPresent(name -> all.put("service", name));
      return all;
    }
  }

  Meant meant() {
    return meant;
  }

  /** As the daemon has them. */
  Map<String, Object> arguments(String state) {
    Map<String, Object> all = meant.arguments();
    all.put("state", state);
    time.ifPresent(span -> all.put("for", span));
    why.ifPresent(words -> all.put("why", words));
    return all;
  }
}
