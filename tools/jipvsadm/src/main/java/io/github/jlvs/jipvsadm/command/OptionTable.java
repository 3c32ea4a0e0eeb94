// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import io.github.jlvs.ipvs.text.CommandOption;
import io.github.jlvs.ipvs.text.RuleOption;
import java.util.Arrays;
import java.util.List;

/**
 * Every option of the command line, those of rules and the tool's own: what the parser, the help,
 * the completion and the man page are made of.
 */
public final class OptionTable {
  /**
   * A part of the help.
   *
   * @param title its heading
   * @param options the options in it
   */
  public record Section(String title, List<CommandOption> options) {}

  private static final List<Section> SECTIONS =
      List.of(
          new Section(
              "Commands",
              List.of(
                  RuleOption.ADD_SERVICE,
                  RuleOption.EDIT_SERVICE,
                  RuleOption.DELETE_SERVICE,
                  RuleOption.CLEAR,
                  Option.RESTORE,
                  Option.SAVE,
                  RuleOption.ADD_SERVER,
                  RuleOption.EDIT_SERVER,
                  RuleOption.DELETE_SERVER,
                  Option.LIST,
                  Option.LIST_SMALL,
                  RuleOption.ZERO,
                  Option.SET,
                  Option.START_DAEMON,
                  Option.STOP_DAEMON,
                  Option.HELP,
                  Option.VERSION)),
          new Section("Virtual services", of(RuleOption.Group.SERVICE)),
          new Section("Real servers", of(RuleOption.Group.SERVER)),
          new Section("Lists", of(Option.Group.LIST)),
          new Section("Daemons", of(Option.Group.DAEMON)),
          new Section("Beyond ipvsadm", of(Option.Group.MORE)));

  private static final List<CommandOption> OPTIONS =
      SECTIONS.stream().flatMap(section -> section.options().stream()).toList();

  private OptionTable() {}

  /** The parts of the help, in their order. */
  public static List<Section> sections() {
    return SECTIONS;
  }

  /** All options, in the order of the sections. */
  public static List<CommandOption> options() {
    return OPTIONS;
  }

  private static List<CommandOption> of(RuleOption.Group group) {
    return Arrays.stream(RuleOption.values())
        .filter(option -> option.group() == group)
        .<CommandOption>map(option -> option)
        .toList();
  }

  private static List<CommandOption> of(Option.Group group) {
    return Arrays.stream(Option.values())
        .filter(option -> option.group() == group)
        .<CommandOption>map(option -> option)
        .toList();
  }
}
