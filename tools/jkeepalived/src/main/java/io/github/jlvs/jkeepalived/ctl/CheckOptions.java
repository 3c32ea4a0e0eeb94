// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.lvs.CheckNowCommand;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The words of {@code check}. */
@Command(
    name = "check",
    description = "Has checks of real servers made before their time.",
    synopsisSubcommandLabel = "now")
final class CheckOptions implements Callable<Integer> {
  private CheckOptions() {}

  static CommandLine commandLine(CtlOptions all) {
    return new CommandLine(new CheckOptions()).addSubcommand(new Now(all));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        new CommandLine(this), "what to do is missing: check now");
  }

  @Command(
      name = "now",
      description =
          "Has each check of a real server make a try at once, and says what it found. It counts"
              + " like any other.")
  private static final class Now implements Callable<Integer> {
    private final CtlOptions all;

    @Parameters(
        arity = "0..1",
        paramLabel = "SERVER",
        description =
            "192.168.0.1:80, [2001:db8::1]:80, or an address alone for all its ports; without it"
                + " all real servers.")
    private Optional<String> server = Optional.empty();

    @Mixin private final InService service = new InService();

    Now(CtlOptions all) {
      this.all = all;
    }

    @Override
    public Integer call() {
      Map<String, Object> arguments = new TreeMap<>();
      server.ifPresent(written -> arguments.put("server", written));
      service.name().ifPresent(written -> arguments.put("service", written));
      return all.command(CheckNowCommand.PATH, arguments);
    }
  }
}
