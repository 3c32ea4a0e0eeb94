// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The words of {@code doctor}. */
@Command(
    name = DoctorOptions.NAME,
    description =
        "Runs jlvs-doctor with the daemon's configuration file: why there are two masters, or why a"
            + " client gets no answer. The exit status is that of jlvs-doctor: 0 no fault, 1 WARNING,"
            + " as it is at least without the rights of root, 2 CRITICAL, 3 it could not look.")
final class DoctorOptions implements Callable<Integer> {
  static final String NAME = "doctor";

  /** As jlvs-doctor ends: below it are the states of a monitoring plugin. */
  static final int USAGE = 64;

  private final CtlOptions all;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  DoctorOptions(CtlOptions all) {
    this.all = all;
  }

  @Override
  public Integer call() {
    List<String> words = new ArrayList<>();
    if (json) {
      words.add("--json");
    }
    return all.doctor(words);
  }
}
