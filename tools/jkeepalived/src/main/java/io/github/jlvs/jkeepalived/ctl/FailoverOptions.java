// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The words of {@code failover}. */
@Command(
    name = "failover",
    description = {
      "Has a master stop being one, its sync group with it, and says who is master then.",
      "It takes part with priority 1 for a time, so it is master again at once where nobody else"
          + " is; after that time it has its own priority."
    })
final class FailoverOptions implements Callable<Integer> {
  private final CtlOptions all;

  @Parameters(paramLabel = "ROUTER", description = "The vrrp_instance.")
  private String router = "";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long: seconds, or such as 90s, 10m or 2h (default: 10m).")
  private Optional<String> time = Optional.empty();

  @Option(names = "--end", description = "Give it its own priority now.")
  private boolean end;

  FailoverOptions(CtlOptions all) {
    this.all = all;
  }

  @Override
  public Integer call() {
    Map<String, Object> arguments = new LinkedHashMap<>(Map.of("router", router));
    time.ifPresent(length -> arguments.put("for", length));
    if (end) {
      arguments.put("end", true);
    }
    return all.failover(router, arguments);
  }
}
