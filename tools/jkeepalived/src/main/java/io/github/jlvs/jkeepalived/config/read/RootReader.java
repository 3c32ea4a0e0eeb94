// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.keyword.BlockKind;
import io.github.jlvs.jkeepalived.config.model.Configuration;
import io.github.jlvs.jkeepalived.config.model.VirtualServer;
import io.github.jlvs.jkeepalived.config.model.VrrpInstance;
import io.github.jlvs.jkeepalived.config.model.VrrpSyncGroup;
import io.github.jlvs.jkeepalived.config.text.ConfigurationTree;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Position;
import io.github.jlvs.jkeepalived.config.text.Quoted;
import io.github.jlvs.jkeepalived.config.text.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a whole tree. {@code global_defs} comes first, wherever it stands. */
public final class RootReader {
  private final Values values;
  private final Diagnostics diagnostics;
  private final GlobalReader global;
  private final List<Statement> instances = new ArrayList<>();
  private final List<Statement> syncGroups = new ArrayList<>();
  private final List<Statement> servers = new ArrayList<>();

  private RootReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.values = new Values(diagnostics);
    this.global = new GlobalReader(values);
  }

  /**
   * Reads a tree.
   *
   * @param tree the tree
   * @param diagnostics receives what is wrong
   * @return the configuration; of use only if there is no error among the diagnostics
   */
  public static Configuration read(ConfigurationTree tree, Diagnostics diagnostics) {
    return new RootReader(diagnostics).read(tree);
  }

  private Configuration read(ConfigurationTree tree) {
    new BlockReader(BlockKind.ROOT, values)
        .onEach("global_defs", global::read)
        .onEach("vrrp_instance", instances::add)
        .onEach("vrrp_sync_group", syncGroups::add)
        .onEach("virtual_server", servers::add)
        .read(tree.statements());
    List<Located<VrrpInstance>> routers = new ArrayList<>();
    Map<String, Position> names = names(instances);
    for (Statement instance : instances) {
      new InstanceReader(instance, global, values)
          .read()
          .ifPresent(router -> routers.add(new Located<>(router, instance.position())));
    }
    Consistency.routers(routers, diagnostics);
    names(syncGroups);
    List<VrrpSyncGroup> groups =
        syncGroups.stream()
            .flatMap(group -> new SyncGroupReader(values, names.keySet()).read(group).stream())
            .toList();
    List<Located<VirtualServer>> services =
        servers.stream()
            .filter(this::isSupported)
            .flatMap(
                s ->
                    new VirtualServerReader(s, values, global.logAllCheckerFailures())
                        .read().stream())
            .toList();
    Consistency.services(services, diagnostics);
    values.notDone().finish();
    return new Configuration(
        global.globalDefs(),
        routers.stream().map(Located::value).toList(),
        groups,
        services.stream().map(Located::value).toList());
  }

  /** The names that blocks of one kind have; a name that comes again is an error. */
  private Map<String, Position> names(List<Statement> blocks) {
    Map<String, Position> names = new HashMap<>();
    for (Statement block : blocks) {
      if (block.arguments().isEmpty()) {
        continue;
      }
      String name = block.arguments().get(0).text();
      Position at = block.arguments().get(0).position();
      Optional<Position> before = Optional.ofNullable(names.putIfAbsent(name, at));
      if (before.isPresent()) {
        diagnostics.error(
            at,
            block.name()
                + " "
                + Quoted.quote(name)
                + " is defined on "
                + before.get().seenFrom(at)
                + " already");
      }
    }
    return names;
  }

  private boolean isSupported(Statement server) {
    boolean group =
        !server.arguments().isEmpty() && server.arguments().get(0).text().equals("group");
    if (group) {
      diagnostics.warning(
          server.arguments().get(0).position(),
          "'virtual_server group' is known to keepalived, not supported yet: ignored");
    }
    return !group;
  }
}
