// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import static io.github.jlvs.ipvs.text.UsageException.misuse;

import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import java.util.List;
import java.util.function.Supplier;

/** Words as one operation: the grammar of ipvsadm's rules. Pure, but for the names looked up. */
public final class RuleGrammar {
  private static final List<RuleOption> TABLE = List.of(RuleOption.values());

  private RuleGrammar() {}

  /**
   * Reads a rule.
   *
   * @param words its words, without the program's name
   * @param names looks names of hosts and services up, where some are used
   * @param dialect how much it may say
   * @param commands which commands may stand first, for the message where none does
   * @return what it does
   * @throws UsageException where it makes no sense
   */
  static Operation read(
      List<String> words, NameLookup names, RuleDialect dialect, String commands) {
    OptionReader reader = new OptionReader(words, TABLE);
    RuleOption command = (RuleOption) reader.command("a line starts with " + commands);
    ParsedOptions options = new ParsedOptions(names, dialect);
    while (reader.next()) {
      options.take(reader);
    }
    reader.checkOthers(0, "");
    options.check(command, command.needs(), command.understands(), TABLE, words.size());
    return operation(command, options);
  }

  /**
   * What a command does with its options.
   *
   * @param command the command; its options have been {@linkplain ParsedOptions#check checked}
   * @param options what was said
   * @return the operation
   * @throws UsageException where the options contradict each other, or name a scheduler or an
   *     engine that no kernel has
   */
  public static Operation operation(RuleOption command, ParsedOptions options) {
    Supplier<ServiceId> service = () -> options.service().orElseThrow();
    return switch (command) {
      case ADD_SERVICE -> new Operation.AddService(ServiceOptions.service(options));
      case EDIT_SERVICE -> new Operation.EditService(ServiceOptions.service(options));
      case DELETE_SERVICE -> new Operation.DeleteService(service.get());
      case ADD_SERVER ->
          new Operation.AddDestination(service.get(), ServerOptions.destination(options));
      case EDIT_SERVER ->
          new Operation.EditDestination(service.get(), ServerOptions.destination(options));
      case DELETE_SERVER ->
          new Operation.DeleteDestination(service.get(), ServerOptions.id(options));
      case ZERO ->
          options.service().isPresent()
              ? new Operation.ZeroService(service.get())
              : new Operation.ZeroAll();
      case CLEAR -> new Operation.Flush();
      default -> throw misuse(0, command + ": it is no command");
    };
  }
}
