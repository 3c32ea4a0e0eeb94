// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import io.github.jlvs.rs.plan.Forwarding;
import io.github.jlvs.rs.plan.Vip;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What kind of real server a command is about. */
final class ServerOptions {
  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--vip",
      paramLabel = "ADDRESS",
      description = "A virtual address, IPv4 or IPv6; may be repeated.")
  private List<Vip> vips = new ArrayList<>();

  @Option(
      names = "--forwarding",
      paramLabel = "METHOD",
      description =
          "How the director forwards: direct (-g of ipvsadm), tunnel (-i) or masquerading (-m);"
              + " default: direct.")
  private Forwarding forwarding = Forwarding.DIRECT;

  @Option(
      names = "--director",
      paramLabel = "ADDRESS",
      description =
          "With masquerading, the address that the directors have or share on this host's network;"
              + " once a family.")
  private List<Vip> directors = new ArrayList<>();

  List<Vip> vips() {
    return vips;
  }

  Forwarding forwarding() {
    return forwarding;
  }

  List<Vip> directors() {
    return directors;
  }

  boolean masquerading() {
    return forwarding == Forwarding.MASQUERADING;
  }

  /** Refuses a director where none is needed, and masquerading without one. */
  void refuseHalves() {
    if (masquerading() && directors.isEmpty()) {
      throw wrong("masquerading needs --director ADDRESS: answers have to leave through it");
    }
    long families = directors.stream().map(Vip::isIpv4).distinct().count();
    if (families < directors.stream().distinct().count()) {
      throw wrong(
          "--director is given twice for one family: the default route leads to one of them alone");
    }
    if (!masquerading() && !directors.isEmpty()) {
      throw wrong(
          "--director is for --forwarding masquerading: otherwise answers leave by any route");
    }
  }

  /** The same, and no virtual address where one is needed. */
  void refuseNothing() {
    refuseHalves();
    if (!masquerading() && vips.isEmpty()) {
      throw wrong("Missing required option: '--vip=ADDRESS'");
    }
  }

  private ParameterException wrong(String why) {
    return new ParameterException(command.commandLine(), why);
  }
}
