// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.compare;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.keepalived.conf.explain.ExplainedBlock;
import io.github.jlvs.keepalived.conf.explain.ExplainedValue;
import io.github.jlvs.keepalived.conf.explain.Source;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.net.IpAddresses;
import java.util.List;
import java.util.Optional;

/**
 * The file of one director.
 *
 * @param name the file's name
 * @param configuration what it means
 * @param blocks where its values come from: the {@code vrrp_instance} and {@code virtual_server}
 *     blocks
 */
public record DirectorFile(String name, Configuration configuration, List<ExplainedBlock> blocks) {

  /** Makes the list unmodifiable. */
  public DirectorFile {
    blocks = List.copyOf(blocks);
  }

  /** The block of a kind with a name; such as a {@code vrrp_instance}. */
  private Optional<ExplainedBlock> block(String keyword, String blockName) {
    return blocks.stream()
        .filter(block -> block.keyword().equals(keyword))
        .filter(block -> unquoted(block.arguments()).equals(blockName))
        .findFirst();
  }

  /** Where a virtual router says something: its line, else that of its block. */
  Position placeIn(String instance, String keyword) {
    Optional<ExplainedBlock> block = block("vrrp_instance", instance);
    return block
        .flatMap(found -> place(found, keyword))
        .or(() -> block.flatMap(found -> place(found.source())))
        .orElse(start());
  }

  /** Where a virtual server begins. */
  Position placeOf(VirtualServerSetup server) {
    long before = server.name() instanceof VirtualServerName.Group group ? group.number() : 0;
    return blocks.stream()
        .filter(block -> block.keyword().equals("virtual_server"))
        .filter(block -> isOf(block, server.name()))
        .skip(before)
        .findFirst()
        .flatMap(block -> place(block.source()))
        .orElse(start());
  }

  private static boolean isOf(ExplainedBlock block, VirtualServerName name) {
    String[] words = block.arguments().replace("\"", "").split("\\s+", -1);
    String second = words.length > 1 ? words[1] : "0";
    if (name instanceof VirtualServerName.Address known) {
      ServiceAddress address = known.service();
      return IpAddresses.parse(words[0]).equals(Optional.of(address.address()))
          && second.equals(Integer.toString(address.port()))
          && block
              .value("protocol")
              .map(protocol -> protocol.value().equalsIgnoreCase(address.protocol().toString()))
              .orElse(false);
    } else if (name instanceof VirtualServerName.FirewallMark mark) {
      return words[0].equals("fwmark") && second.equals(Long.toString(mark.mark()));
    } else if (name instanceof VirtualServerName.Group group) {
      return words[0].equals("group") && second.equals(group.name());
    }
    throw new IllegalStateException("no place for the virtual server " + name);
  }

  private Position start() {
    return new Position(name, 1, 1);
  }

  private static Optional<Position> place(ExplainedBlock block, String keyword) {
    return block
        .value(keyword)
        .map(ExplainedValue::source)
        .flatMap(DirectorFile::place)
        .or(
            () ->
                block.blocks().stream()
                    .filter(inner -> inner.keyword().equals(keyword))
                    .findFirst()
                    .flatMap(inner -> place(inner.source())));
  }

  private static Optional<Position> place(Source source) {
    return source instanceof Source.At at ? Optional.of(at.position()) : Optional.empty();
  }

  private static String unquoted(String arguments) {
    return arguments.length() > 1 && arguments.startsWith("\"") && arguments.endsWith("\"")
        ? arguments.substring(1, arguments.length() - 1)
        : arguments;
  }
}
