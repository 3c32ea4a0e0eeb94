// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.list;

import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.model.VrrpSyncGroup;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.vrrp.linux.GroupSetup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code vrrp_sync_group}. */
final class SyncGroupReader {
  static final DeclaredBlock<SyncGroupReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.VRRP_SYNC_GROUP,
          Keywords.<SyncGroupReader>none()
              .with(NotifyReader.OF_GROUPS, reader -> reader.notify)
              .with(AlertReader.ofRouters(), reader -> reader.alerts)
              .onEach(
                  list("group", "names of instances").says("The members, two at least"),
                  SyncGroupReader::members)
              .with(TrackingReader.KEYWORDS, reader -> reader.tracking)
              .on(
                  keyword("sync_group_tracking_weight", flag())
                      .byDefault("off")
                      .says("Instances may track what has a weight; the group may do so anyway"),
                  (reader, on) -> reader.weights = on));

  /** A name that no instance has. */
  private record Stranger(Word name, Statement line) {}

  private final ReaderContext context;
  private final Set<String> instances;
  private final Map<String, Position> grouped;
  private final Set<String> members = new LinkedHashSet<>();
  private final Set<Position> inOther = new HashSet<>();
  private final List<Stranger> strangers = new ArrayList<>();
  private final NotifyReader notify = new NotifyReader();
  private final AlertReader alerts;
  private final TrackingReader tracking;
  private boolean weights;

  SyncGroupReader(ReaderContext context, Set<String> instances, Map<String, Position> grouped) {
    this.context = context;
    this.alerts = new AlertReader(context);
    this.instances = instances;
    this.grouped = grouped;
    this.tracking = new TrackingReader(context);
  }

  Optional<VrrpSyncGroup> read(Statement group) {
    Optional<String> name = context.words().only(group, "a name").map(Word::text);
    List<Statement> bare = bareNames(group);
    List<Statement> lines = new ArrayList<>(group.children());
    lines.removeAll(bare);
    new BlockReader<>(BLOCK, this, context).read(lines);
    sayStrangers(group.position());
    if (!bare.isEmpty()) {
      sayNoGroup(group.position(), bare);
      return Optional.empty();
    }
    if (members.isEmpty() && !(inOther.isEmpty() && strangers.isEmpty())) {
      return Optional.empty();
    }
    if (members.isEmpty()) {
      context
          .diagnostics()
          .error(
              group.position(),
              "'group' is missing in this vrrp_sync_group: a block with the names of its instances");
    } else if (members.size() == 1) {
      context
          .diagnostics()
          .warning(
              group.position(),
              "this vrrp_sync_group has one instance, so it keeps nothing in step");
    }
    return name.map(
        n ->
            new VrrpSyncGroup(
                new GroupSetup(n, List.copyOf(members)), notify.scripts(false), alerts.alerts()));
  }

  /** Without a block {@code group}: the lines that are names of instances all the same. */
  private List<Statement> bareNames(Statement group) {
    boolean right = group.children().stream().anyMatch(line -> line.name().equals("group"));
    return right
        ? List.of()
        : group.children().stream()
            .filter(line -> line.block().isEmpty() && instances.contains(line.name()))
            .toList();
  }

  /** A form of old files, of which keepalived 2.2.7 makes no group. */
  private void sayNoGroup(Position at, List<Statement> bare) {
    String names = bare.stream().map(Statement::name).collect(Collectors.joining(" "));
    String why =
        "the instances of this vrrp_sync_group stand in no block (write 'group { " + names + " }')";
    if (context.isStrict()) {
      context.diagnostics().error(at, why + ", which --strict refuses");
    } else {
      context
          .diagnostics()
          .warning(at, why + ": as in keepalived each changes state by itself, without a group");
    }
  }

  /** Names that no instance has; one by one only where some are right. */
  private void sayStrangers(Position at) {
    if (strangers.size() > 1 && members.isEmpty()) {
      context
          .diagnostics()
          .error(
              at,
              "none of the "
                  + strangers.size()
                  + " instances of this vrrp_sync_group is in the configuration");
      return;
    }
    for (Stranger stranger : strangers) {
      context
          .words()
          .unknown(stranger.name, "a vrrp_instance of this configuration", others(stranger.line));
    }
  }

  /** Its members, as far as they are in no other group. */
  Set<String> members() {
    return members;
  }

  GroupTracking tracking(TrackedDefinitions definitions) {
    return new GroupTracking(tracking.interfaces(), tracking.tracked(definitions), weights);
  }

  /** An instance changes state with one group: the first that names it, as in keepalived. */
  private void member(Word member) {
    Optional<Position> before =
        Optional.ofNullable(grouped.get(member.text()))
            .filter(at -> !members.contains(member.text()));
    if (before.isPresent()) {
      inOther.add(before.get());
      context
          .diagnostics()
          .warning(
              member.position(),
              Quoted.quote(member.text())
                  + " is in the vrrp_sync_group of "
                  + before.get().seenFrom(member.position())
                  + " already, and stays in that alone");
      return;
    }
    grouped.putIfAbsent(member.text(), member.position());
    members.add(member.text());
  }

  /** The instances that this group does not name yet: one of those was meant. */
  private List<String> others(Statement line) {
    Set<String> named = new HashSet<>(members);
    line.words().forEach(word -> named.add(word.text()));
    return instances.stream().filter(name -> !named.contains(name)).sorted().toList();
  }

  private void members(List<Statement> lines) {
    for (Statement line : lines) {
      UnexpectedBlock.refuse(line, context.diagnostics());
      for (Word member : new ArrayList<>(line.words())) {
        if (instances.contains(member.text())) {
          member(member);
        } else {
          strangers.add(new Stranger(member, line));
        }
      }
    }
  }
}
