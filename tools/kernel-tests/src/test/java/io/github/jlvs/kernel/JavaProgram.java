// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import java.util.ArrayList;
import java.util.List;

/** A class with a {@code main} method, on the class path of the tests. */
public final class JavaProgram {
  private JavaProgram() {}

  /** Starts it on a host. */
  public static RunningProcess start(Host host, Class<?> program, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    return host.start(command.toArray(String[]::new));
  }
}
