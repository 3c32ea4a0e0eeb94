// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.keyword.Suggestion;
import io.github.jlvs.jkeepalived.config.model.VirtualAddress;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.jkeepalived.config.text.Word;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the lines of {@code virtual_ipaddress} and {@code virtual_ipaddress_excluded}. */
final class AddressLines {
  private static final Map<String, Integer> SCOPES =
      Map.of("global", 0, "site", 200, "link", 253, "host", 254, "nowhere", 255);
  private static final List<String> OPTIONS = List.of("brd", "broadcast", "dev", "scope", "label");
  private static final List<String> UNSUPPORTED_FLAGS =
      List.of("use_vmac", "home", "-nodad", "mngtmpaddr", "noprefixroute", "autojoin");
  private static final String NO_TRACK = "no_track";
  private static final List<String> UNSUPPORTED_WITH_VALUE = List.of("peer", "preferred_lft");

  private final Values values;
  private final Diagnostics diagnostics;
  private final String instanceInterface;

  AddressLines(Values values, String instanceInterface) {
    this.values = values;
    this.diagnostics = values.diagnostics();
    this.instanceInterface = instanceInterface;
  }

  List<VirtualAddress> read(List<Statement> lines) {
    List<VirtualAddress> addresses = new ArrayList<>();
    for (Statement line : lines) {
      NoBlocks.within(line, diagnostics);
      readLine(line).ifPresent(addresses::add);
    }
    return addresses;
  }

  private Optional<VirtualAddress> readLine(Statement line) {
    Optional<Prefix> prefix = Prefix.read(line.keyword(), values);
    Optional<InetAddress> broadcast = Optional.empty();
    Optional<String> label = Optional.empty();
    String device = instanceInterface;
    int scope = 0;
    boolean tracked = true;
    for (Iterator<Word> words = line.arguments().iterator(); words.hasNext(); ) {
      Word option = words.next();
      boolean takesValue =
          OPTIONS.contains(option.text()) || UNSUPPORTED_WITH_VALUE.contains(option.text());
      if (option.text().equals(NO_TRACK)) {
        tracked = false;
        continue;
      }
      if (!takesValue) {
        flag(option);
        continue;
      }
      if (!words.hasNext()) {
        diagnostics.error(
            option.position(), Quoted.quote(option.text()) + " needs a value after it");
        break;
      }
      Word value = words.next();
      switch (option.text()) {
        case "brd", "broadcast" -> broadcast = broadcast(value, prefix);
        case "dev" -> device = values.interfaceName(value).orElse(device);
        case "label" -> label = Optional.of(value.text());
        case "scope" -> scope = scope(value);
        default -> notSupported(option);
      }
    }
    Optional<InetAddress> brd = broadcast;
    Optional<String> lbl = label;
    String dev = device;
    int scp = scope;
    boolean trk = tracked;
    return prefix.map(p -> new VirtualAddress(p.address(), p.length(), brd, dev, scp, lbl, trk));
  }

  private void flag(Word option) {
    if (UNSUPPORTED_FLAGS.contains(option.text())) {
      notSupported(option);
      return;
    }
    List<String> all = new ArrayList<>(OPTIONS);
    all.add(NO_TRACK);
    all.addAll(UNSUPPORTED_FLAGS);
    all.addAll(UNSUPPORTED_WITH_VALUE);
    String one =
        IpLiteral.parse(option.text()).isPresent()
            ? ": each address has its own line"
            : Suggestion.hint(option.text(), all);
    diagnostics.error(
        option.position(), Quoted.quote(option.text()) + " is not an option of an address" + one);
  }

  private void notSupported(Word option) {
    diagnostics.warning(
        option.position(),
        Quoted.quote(option.text()) + " is known to keepalived, not supported yet: ignored");
  }

  private Optional<InetAddress> broadcast(Word word, Optional<Prefix> prefix) {
    if (word.text().equals("+") || word.text().equals("-")) {
      return prefix.flatMap(p -> p.broadcast(word.text().equals("+")));
    }
    return values.address(word);
  }

  private int scope(Word word) {
    if (SCOPES.containsKey(word.text())) {
      return SCOPES.getOrDefault(word.text(), 0);
    }
    if (word.text().matches("[0-9]+")) {
      return values.number(word, "scope", 0, 255).orElse(0);
    }
    values.unknown(
        word.position(), word.text(), "a scope", SCOPES.keySet().stream().sorted().toList());
    return 0;
  }
}
