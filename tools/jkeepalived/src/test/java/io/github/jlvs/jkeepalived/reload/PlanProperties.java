// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.GeneratedConfiguration;
import io.github.jlvs.keepalived.conf.Texts;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Of any two files that the reader takes the plan says what differs. */
class PlanProperties {
  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void any_file_may_follow_any_other(@ForAll long one, @ForAll long other) {
    Optional<Configuration> before = read(GeneratedConfiguration.text(one, 0));
    Optional<Configuration> after = read(GeneratedConfiguration.text(other, 0));
    if (before.isPresent() && after.isPresent()) {
      check(before.get(), after.get());
    }
    looked(before.isPresent() && after.isPresent());
  }

  /** Most reloads change a little. */
  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void so_may_one_that_lacks_a_line(@ForAll long seed, @ForAll int which) {
    String text = GeneratedConfiguration.text(seed, 0);
    List<String> lines = new ArrayList<>(text.lines().toList());
    List<Integer> plain = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).contains("{") && !lines.get(i).contains("}")) {
        plain.add(i);
      }
    }
    Optional<Configuration> before = read(text);
    boolean looked = false;
    if (before.isPresent() && !plain.isEmpty()) {
      lines.remove((int) plain.get(Math.floorMod(which, plain.size())));
      Optional<Configuration> after = read(String.join("\n", lines));
      after.ifPresent(next -> check(before.get(), next));
      looked = after.isPresent();
    }
    looked(looked);
  }

  private static void looked(boolean both) {
    Statistics.label("both are taken")
        .collect(both)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
  }

  private static void check(Configuration before, Configuration after) {
    ReloadPlan plan = ReloadPlan.of(before, after);
    ReloadPlan back = ReloadPlan.of(after, before);
    assertThat(names(plan, Deed.ADDED)).isEqualTo(names(back, Deed.REMOVED));
    assertThat(names(plan, Deed.REMOVED)).isEqualTo(names(back, Deed.ADDED));
    assertThat(names(plan, Deed.CHANGED)).isEqualTo(names(back, Deed.CHANGED));
    assertThat(names(plan, Deed.RESTARTED)).isEqualTo(names(back, Deed.RESTARTED));
    assertThat(ReloadPlan.of(before, before).changes()).isEmpty();
    assertThat(plan.changes())
        .filteredOn(each -> each.subject() != Subject.GLOBAL_SETTING)
        .allMatch(
            each ->
                each.settings().isEmpty()
                    == (each.deed() == Deed.ADDED || each.deed() == Deed.REMOVED));
    routers(plan, before, after);
    servers(plan, before, after);
    assertThat(!before.global().equals(after.global()))
        .as("global_defs")
        .isEqualTo(plan.changes().stream().anyMatch(PlanProperties::isOfGlobalDefs));
  }

  /** Those of the host have no place in {@code global()}. */
  private static boolean isOfGlobalDefs(Change change) {
    return change.subject() == Subject.GLOBAL_SETTING
        && !Set.of(
                "vrrp_startup_delay",
                "log_unknown_vrids",
                "vrrp_garp_interval and garp_group",
                "interface_up_down_delays",
                "nftables")
            .contains(change.name());
  }

  private static void routers(ReloadPlan plan, Configuration before, Configuration after) {
    Map<String, VrrpInstance> next = new HashMap<>();
    after.vrrpInstances().forEach(each -> next.put(each.setup().name(), each));
    Set<String> different = new TreeSet<>();
    int same = 0;
    for (VrrpInstance each : before.vrrpInstances()) {
      String name = each.setup().name();
      if (!each.equals(next.get(name))) {
        different.add(name);
      } else if (named(plan, Subject.VIRTUAL_ROUTER).contains(name)) {
        different.add(name); // with its group
      } else {
        same++;
      }
    }
    Set<String> named = named(plan, Subject.VIRTUAL_ROUTER);
    named.removeAll(names(plan, Deed.ADDED));
    assertThat(named).isEqualTo(different);
    assertThat(plan.routersUntouched()).isEqualTo(same);
  }

  private static void servers(ReloadPlan plan, Configuration before, Configuration after) {
    Map<VirtualServerName, VirtualServerSetup> next = new HashMap<>();
    after.virtualServers().forEach(each -> next.put(each.name(), each));
    for (VirtualServerSetup each : before.virtualServers()) {
      String name = each.name().toString();
      if (name.startsWith("FWM ")) {
        continue; // of both families, and the log calls them alike
      }
      boolean named =
          named(plan, Subject.VIRTUAL_SERVER).contains(name)
              || named(plan, Subject.REAL_SERVER).stream()
                  .anyMatch(real -> real.endsWith(" of VS " + name));
      VirtualServerSetup then = next.get(each.name());
      boolean same = then != null && inNoOrder(each).equals(inNoOrder(then));
      assertThat(named).as("%s is named: %s", name, plan.changes()).isEqualTo(!same);
    }
  }

  private static List<Object> inNoOrder(VirtualServerSetup setup) {
    return List.of(
        new HashSet<>(setup.services()),
        setup.checks().withRealServers(List.of()),
        new HashSet<>(setup.checks().realServers()),
        setup.destinations(),
        setup.drains(),
        setup.suspendedWithout(),
        setup.serverScripts(),
        setup.quorumScripts(),
        setup.alerts(),
        setup.statelessFailover());
  }

  private static Set<String> names(ReloadPlan plan, Deed deed) {
    return plan.changes().stream()
        .filter(each -> each.deed() == deed)
        .map(Change::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> named(ReloadPlan plan, Subject subject) {
    return plan.changes().stream()
        .filter(each -> each.subject() == subject)
        .map(Change::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<Configuration> read(String text) {
    return ConfigurationReader.read("t.conf", text, Texts.NO_FILES).configuration();
  }
}
