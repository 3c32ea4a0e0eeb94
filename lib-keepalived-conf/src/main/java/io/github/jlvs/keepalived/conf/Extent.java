// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A block that may be left out while the rest of the file counts: nobody else sees that it is
 * missing but those whom it would have served. {@code global_defs}, which says what all virtual
 * routers send, is none.
 *
 * @param statement the block's keyword and name
 * @param from where it begins
 * @param to where it ends
 * @param inner blocks in it that may be left out alone
 * @param members of a sync group, the names of its virtual routers
 * @param group of a virtual server of a group, the name of that
 */
record Extent(
    String statement,
    Position from,
    Position to,
    List<Extent> inner,
    Set<String> members,
    Optional<String> group) {
  private static final Set<String> SEPARATE =
      Set.of(
          "vrrp_instance",
          "vrrp_sync_group",
          "vrrp_script",
          "vrrp_track_process",
          "vrrp_track_file",
          "track_file",
          "bfd_instance",
          "virtual_server_group",
          "virtual_server");
  private static final String REAL_SERVER = "real_server";

  /** The extent of a statement outside any brace, where it may be left out. */
  static Optional<Extent> of(Statement statement) {
    return SEPARATE.contains(statement.name()) && statement.block().isPresent()
        ? Optional.of(extent(statement))
        : Optional.empty();
  }

  private static Extent extent(Statement statement) {
    List<Extent> inner =
        statement.children().stream()
            .filter(child -> child.name().equals(REAL_SERVER) && child.block().isPresent())
            .map(Extent::extent)
            .toList();
    Set<String> members =
        statement.name().equals("vrrp_sync_group")
            ? statement.children().stream()
                .filter(child -> child.name().equals("group"))
                .flatMap(group -> group.children().stream())
                .map(Statement::name)
                .collect(Collectors.toSet())
            : Set.of();
    String name = statement.arguments().isEmpty() ? "" : " " + Quoted.quote(name(statement));
    Optional<String> group = group(statement);
    return new Extent(
        statement.name() + group.map(of -> " group " + Quoted.quote(of)).orElse(name),
        statement.position(),
        statement.block().orElseThrow().close(),
        inner,
        members,
        group);
  }

  private static Optional<String> group(Statement statement) {
    boolean ofGroup =
        statement.name().equals("virtual_server")
            && statement.arguments().size() > 1
            && name(statement).equals("group");
    return ofGroup ? Optional.of(statement.arguments().get(1).text()) : Optional.empty();
  }

  private static String name(Statement statement) {
    return statement.arguments().get(0).text();
  }

  /** Whether it is the virtual router of a name. */
  boolean isRouter(String name) {
    return statement.equals("vrrp_instance " + Quoted.quote(name));
  }

  /** Whether it is a virtual server of that group. */
  boolean isOf(Extent serverGroup) {
    return group
        .filter(name -> serverGroup.statement.equals("virtual_server_group " + Quoted.quote(name)))
        .isPresent();
  }

  /** The smallest block that a place is in. */
  Optional<Extent> around(Position place) {
    if (!holds(place)) {
      return Optional.empty();
    }
    return inner.stream()
        .flatMap(block -> block.around(place).stream())
        .findFirst()
        .or(() -> Optional.of(this));
  }

  /** Only where it begins and ends in one file: else the file that is included here is at fault. */
  private boolean holds(Position place) {
    return from.file().equals(place.file())
        && to.file().equals(place.file())
        && from.compareTo(place) <= 0
        && place.compareTo(to) <= 0;
  }
}
