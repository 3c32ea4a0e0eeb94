// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.presence;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.block;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.list;

import io.github.jlvs.keepalived.conf.argument.InterfaceValue;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.vrrp.linux.AnnouncementPacing;
import io.github.jlvs.vrrp.linux.HostSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what stands outside any block of how virtual routers use this host's interfaces. */
final class HostReader {
  private static final List<String> POLLING = List.of("MII", "ETHTOOL", "IOCTL");

  static final Keywords<HostReader> KEYWORDS =
      Keywords.<HostReader>none()
          .onEach(
              block("garp_group", "", GarpGroupReader.BLOCK)
                  .says("Interfaces that announce addresses no faster than a switch bears"),
              (reader, group) -> reader.groups.add(group))
          .onEach(
              list(
                      "interface_up_down_delays",
                      "an interface; seconds, 0 to 255, that it must be down, and up, before it"
                          + " counts")
                  .says("Short losses of a link are passed over"),
              (reader, lines) -> lines.forEach(reader.delays::add))
          .onEach(
              list("linkbeat_interfaces", "an interface; MII, ETHTOOL or IOCTL")
                  .says("Taken; the kernel tells of each change of a link"),
              HostReader::linkbeat)
          .checked(
              keyword("linkbeat_use_polling", presence())
                  .says("Taken; the kernel tells of each change of a link"));

  private final ReaderContext context;
  private final List<Statement> groups = new ArrayList<>();
  private final LinkDelayLines delays;

  HostReader(ReaderContext context) {
    this.context = context;
    this.delays = new LinkDelayLines(context);
  }

  /** Puts together what was read here and in {@code global_defs}. */
  HostSettings finish(GlobalRouterReader global, List<Located<VrrpInstance>> instances) {
    Map<String, Position> taken = new HashMap<>();
    List<AnnouncementPacing.Group> paced =
        groups.stream()
            .map(group -> new GarpGroupReader(group, context, taken).read(global.pace()))
            .flatMap(Optional::stream)
            .toList();
    return global
        .settings()
        .withPacing(new AnnouncementPacing(global.pace(), paced))
        .withLinkDelays(
            delays.finish(instances.stream().map(each -> each.value().setup()).toList()));
  }

  private void linkbeat(List<Statement> lines) {
    for (Statement line : lines) {
      UnexpectedBlock.refuse(line, context.diagnostics());
      context.words().atMost(line, 1);
      Optional<String> unused = context.read(new InterfaceValue(), line.keyword());
      for (Word kind : line.arguments()) {
        if (!POLLING.contains(kind.text())) {
          context.words().unknown(kind, "a kind of polling", POLLING);
        }
      }
    }
  }
}
