// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import java.util.ArrayList;
import java.util.List;

/** jkeepalived in the foreground, with a file that was written before. */
public final class GuideDaemon {
  public static final String PID_FILE = "/run/jkeepalived.pid";

  private GuideDaemon() {}

  /**
   * Starts it.
   *
   * @param environment settings such as {@code NAME=value}
   */
  public static RunningProcess start(Host host, String file, String... environment) {
    List<String> command = new ArrayList<>(List.of("env"));
    command.addAll(List.of(environment));
    command.addAll(
        List.of(Checkout.path("tools/bin/jkeepalived"), "-nlDG", "-f", file, "-p", PID_FILE));
    return host.start(command.toArray(String[]::new));
  }
}
