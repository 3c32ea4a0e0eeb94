// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.block;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.namedList;

import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Vocabulary;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.GlobalDefs;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.keepalived.conf.model.VrrpSyncGroup;
import io.github.jlvs.keepalived.conf.source.SourceFiles;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Tolerance;
import io.github.jlvs.vrrp.linux.HostSettings;
import io.github.jlvs.vrrp.linux.StaticSetup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads what stands outside any brace, statement by statement. A virtual server becomes a value at
 * once, but for one of a group, which may be defined further down; virtual routers wait for {@code
 * global_defs}, wherever it stands, which says what they leave out.
 */
public final class RootReader {
  private static final Set<String> KEPT = Set.of("vrrp_instance", "vrrp_sync_group");

  /** What is read outside any brace, and in the blocks that open there. */
  public static final DeclaredBlock<RootReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.ROOT,
          Keywords.<RootReader>none()
              .onEach(
                  block("global_defs", "", GlobalReader.BLOCK)
                      .says("What holds for the whole daemon"),
                  (reader, global) -> reader.global.read(global))
              .onEach(
                  block("vrrp_instance", "a name", InstanceReader.BLOCK).says("A virtual router"),
                  (reader, instance) -> reader.instances.add(instance))
              .onEach(
                  block("vrrp_sync_group", "a name", SyncGroupReader.BLOCK)
                      .says("Virtual routers that change state together"),
                  (reader, group) -> reader.syncGroups.add(group))
              .with(TrackedDefinitions.KEYWORDS, reader -> reader.tracked)
              .onEach(
                  block(
                          "virtual_server",
                          "an address and a port, or `fwmark` and a number, 1 to 4294967295, or"
                              + " `group` and the name of a `virtual_server_group`",
                          VirtualServerReader.BLOCK)
                      .says("Virtual services of the kernel, with their checks"),
                  RootReader::server)
              .onEach(
                  namedList("virtual_server_group", "a name", ServerGroupReader.LINE)
                      .says("Services that are together one `virtual_server`"),
                  (reader, group) -> reader.groups.define(group))
              .with(HostReader.KEYWORDS, reader -> reader.host)
              .with(StaticReader.KEYWORDS, reader -> reader.statics)
              .with(NamingReader.KEYWORDS, reader -> reader.naming)
              .with(IncludeLines.KEYWORDS, reader -> reader.context));

  /** Every keyword of keepalived 2.2.7 to 2.4.3, with those that nothing reads. */
  public static final Vocabulary VOCABULARY = Vocabulary.of(BLOCK);

  private final ReaderContext context;
  private final Diagnostics diagnostics;
  private final GlobalReader global;
  private final HostReader host;
  private final NamingReader naming = new NamingReader();
  private final List<Statement> instances = new ArrayList<>();
  private final List<Statement> syncGroups = new ArrayList<>();
  private final ServerGroups groups;

  /** In the order of the text; those of a group become values at the end. */
  private final List<Supplier<Optional<Located<VirtualServerSetup>>>> servers = new ArrayList<>();

  private final TrackedDefinitions tracked;
  private final StaticReader statics;
  private final BlockReader<RootReader> block;
  private final RememberedServers.OneReading reading;
  private boolean anything;

  /**
   * Makes one.
   *
   * @param diagnostics receives what is wrong
   * @param files where the files with names of routing tables are read from
   * @param tolerance how much of it is put up with
   * @param reading told of virtual servers that mean the same wherever they stand
   */
  public RootReader(
      Diagnostics diagnostics,
      SourceFiles files,
      Tolerance tolerance,
      RememberedServers.OneReading reading) {
    this.diagnostics = diagnostics;
    this.context = new ReaderContext(diagnostics, VOCABULARY, files, tolerance);
    this.global = new GlobalReader(context);
    this.host = new HostReader(context);
    this.groups = new ServerGroups(context);
    this.tracked = new TrackedDefinitions(context);
    this.statics = new StaticReader(context);
    this.block = new BlockReader<>(BLOCK, this, context);
    this.reading = reading;
  }

  /**
   * Takes the next statement.
   *
   * @param statement a statement outside any brace
   * @return whether all of it is read, and nothing of it kept
   */
  public boolean take(Statement statement) {
    anything = true;
    block.read(statement);
    return !KEPT.contains(statement.name())
        && !StaticReader.KEPT.contains(statement.name())
        && !ServicesReader.isOfGroup(statement);
  }

  /** Takes the next statement, a virtual server that was read before. */
  void take(VirtualServerSetup server, Position at) {
    anything = true;
    block.pass();
    Optional<Located<VirtualServerSetup>> known = Optional.of(new Located<>(server, at));
    servers.add(() -> known);
  }

  /**
   * Reads what had to wait, and looks at how everything goes together.
   *
   * @param start where the file begins
   * @return the configuration; of use only if there is no error among the diagnostics
   */
  public Configuration finish(Position start) {
    boolean sound = block.finish();
    Map<String, Position> names = names(instances);
    statics.finish(global.defaultInterface(), names.keySet());
    Map<String, GroupTracking> groupTracking = new HashMap<>();
    List<VrrpSyncGroup> groups = groups(names.keySet(), groupTracking);
    List<Located<VrrpInstance>> routers = routers(groupTracking);
    List<Located<VirtualServerSetup>> services =
        servers.stream().flatMap(server -> server.get().stream()).toList();
    this.groups.finish();
    CrossChecks.routers(routers, diagnostics);
    VirtualMacChecks.check(routers, diagnostics);
    CrossChecks.addresses(routers, diagnostics);
    CrossChecks.services(services, diagnostics);
    CrossChecks.checkedPorts(services, diagnostics);
    CrossChecks.servedAddresses(services, routers, diagnostics);
    HostSettings hostSettings = host.finish(global.routers(), routers).withStatics(statics.setup());
    List<VrrpInstance> made = routers.stream().map(Located::value).toList();
    GlobalDefs defs = global.globalDefs(made, naming.naming());
    if (services.isEmpty()) {
      global.lvs().checkWithoutServers();
    }
    tracked.finish();
    context.unsupported().finish();
    sayIfEmpty(start, sound, routers, services);
    return new Configuration(
        defs,
        hostSettings,
        made,
        groups,
        tracked.things(),
        services.stream().map(Located::value).map(this::announced).toList());
  }

  private VirtualServerSetup announced(VirtualServerSetup server) {
    return server.withChecks(server.checks().withAnnounceAtStart(global.announcesServers()));
  }

  private List<VrrpSyncGroup> groups(Set<String> names, Map<String, GroupTracking> tracking) {
    names(syncGroups);
    List<VrrpSyncGroup> groups = new ArrayList<>();
    Map<String, Position> grouped = new HashMap<>();
    for (Statement group : syncGroups) {
      SyncGroupReader reader = new SyncGroupReader(context, names, grouped);
      reader.read(group).ifPresent(groups::add);
      GroupTracking ofGroup = reader.tracking(this.tracked);
      reader.members().forEach(member -> tracking.put(member, ofGroup));
    }
    return groups;
  }

  private List<Located<VrrpInstance>> routers(Map<String, GroupTracking> groups) {
    List<Located<VrrpInstance>> routers = new ArrayList<>();
    for (Statement instance : instances) {
      String name = instance.arguments().isEmpty() ? "" : instance.arguments().get(0).text();
      GroupTracking group = groups.getOrDefault(name, GroupTracking.NONE);
      new InstanceReader(instance, global, tracked, statics, group, context)
          .read()
          .ifPresent(router -> routers.add(new Located<>(router, instance.position())));
    }
    return routers;
  }

  /**
   * A file without a line, or with comments alone, is one that its writer has not finished: taken
   * at a reload it would end every service. So would one that is another program's.
   */
  private void sayIfEmpty(
      Position start,
      boolean sound,
      List<Located<VrrpInstance>> routers,
      List<Located<VirtualServerSetup>> servers) {
    if (!anything && !diagnostics.hasErrors()) {
      diagnostics.error(
          start,
          "this configuration is empty: nothing would run (a file that shall configure nothing has"
              + " an empty 'global_defs' block)");
    } else if (routers.isEmpty()
        && servers.isEmpty()
        && statics.setup().equals(StaticSetup.NONE)
        && !diagnostics.hasErrors()) {
      String nothing = "this configuration makes no virtual router and no virtual server";
      if (sound) {
        diagnostics.warning(start, nothing + ": nothing runs");
      } else {
        diagnostics.error(start, nothing + ", and has lines of something else");
      }
    }
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

  private void server(Statement server) {
    int shared = context.shared();
    VirtualServerReader reader = new VirtualServerReader(server, groups, context).read();
    if (ServicesReader.isOfGroup(server)) {
      servers.add(reader::finish);
    } else {
      Optional<Located<VirtualServerSetup>> read = reader.finish();
      servers.add(() -> read);
      if (context.shared() == shared) {
        read.ifPresent(as -> reading.read(server, as));
      }
    }
  }
}
