// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.Persistence;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.AlertDefaults;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.DumpSettings;
import io.github.jlvs.keepalived.conf.model.GlobalDefs;
import io.github.jlvs.keepalived.conf.model.LifecycleScripts;
import io.github.jlvs.keepalived.conf.model.LvsDefs;
import io.github.jlvs.keepalived.conf.model.NotifyScripts;
import io.github.jlvs.keepalived.conf.model.RouterDefaults;
import io.github.jlvs.keepalived.conf.model.TrackedFile;
import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import io.github.jlvs.keepalived.conf.model.UpDownScripts;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.model.VrrpInstance;
import io.github.jlvs.keepalived.conf.model.VrrpScript;
import io.github.jlvs.keepalived.conf.model.VrrpSyncGroup;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.HostSettings;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.SocketUse;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The plan of a reload names every setting that differs: whoever adds one to a configuration has to
 * have the plan look at it.
 */
class ReloadPlanIsCompleteTest {
  private static final String PLAN = "io.github.jlvs.jkeepalived.reload";

  /** What says which thing it is, or is asked in another way. */
  private static final Map<Class<?>, Set<String>> NO_SETTINGS =
      Map.of(
          VirtualRouterConfig.class, Set.of("addresses"), // those of the setup
          VrrpScript.class, Set.of("name"),
          TrackedFile.class, Set.of("name"),
          TrackedProcess.class, Set.of("name"),
          VirtualServer.class, Set.of("name"),
          VirtualServerSetup.class, Set.of("drains"), // drain(RealServer)
          Destination.class, Set.of("id", "weight")); // the real server's

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(PLAN);

  @Test
  void thePlanIsThere() {
    assertThat(CLASSES.contain(PLAN + ".ReloadPlan")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Configuration.class,
        GlobalDefs.class,
        LifecycleScripts.class,
        DumpSettings.class,
        AlertDefaults.class,
        RouterDefaults.class,
        LvsDefs.class,
        HostSettings.class,
        VrrpInstance.class,
        VrrpSyncGroup.class,
        NotifyScripts.class,
        RouterSetup.class,
        SocketUse.class,
        VirtualRouterConfig.class,
        VrrpScript.class,
        TrackedFile.class,
        TrackedProcess.class,
        VirtualServerSetup.class,
        VirtualService.class,
        Persistence.class,
        VirtualServer.class,
        RealServer.class,
        Destination.class,
        UpDownScripts.class
      })
  void itLooksAtEachSettingOf(Class<?> settings) {
    Set<String> missing =
        Arrays.stream(settings.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    missing.removeAll(lookedAt(settings));
    missing.removeAll(NO_SETTINGS.getOrDefault(settings, Set.of()));
    assertThat(missing).isEmpty();
  }

  private static Set<String> lookedAt(Class<?> settings) {
    return CLASSES.stream()
        .flatMap(ReloadPlanIsCompleteTest::accesses)
        .filter(each -> each.getTargetOwner().isEquivalentTo(settings))
        .map(each -> each.getTarget().getName())
        .collect(Collectors.toSet());
  }

  private static Stream<JavaCodeUnitAccess<?>> accesses(JavaClass plan) {
    return Stream.of(plan.getMethodCallsFromSelf(), plan.getMethodReferencesFromSelf())
        .flatMap(Set::stream);
  }
}
