// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reload does to each virtual router; that it does so {@link ReloadProperties} shows. */
class SetupChangesTest {
  private static final List<GroupSetup> NO_GROUPS = List.of();

  @Test
  void aRouterContinuesUnlessItsInterfaceVridOrGroupChanges() {
    RouterSetup router = router("VI_1", "eth0", 51, 100);
    GroupSetup group = new GroupSetup("G", List.of("VI_1"));

    assertThat(between(router, router("VI_1", "eth0", 51, 200)).changed()).containsExactly("VI_1");
    assertThat(between(router, router).untouched()).containsExactly("VI_1");
    assertThat(between(router, router("VI_1", "eth1", 51, 100)).restarted())
        .containsExactly("VI_1");
    assertThat(between(router, router("VI_1", "eth0", 52, 100)).restarted())
        .containsExactly("VI_1");
    SetupChanges grouped =
        SetupChanges.between(List.of(router), NO_GROUPS, List.of(router), List.of(group));
    assertThat(grouped.restarted()).containsExactly("VI_1");
  }

  @Test
  void oneWithAnotherNameIsAnotherOne() {
    SetupChanges changes =
        between(router("VI_1", "eth0", 51, 100), router("VI_2", "eth0", 51, 100));
    assertThat(changes.removed()).containsExactly("VI_1");
    assertThat(changes.added()).containsExactly("VI_2");
  }

  @Test
  void aGroupStartsAnewAsAWhole() {
    RouterSetup other = router("VI_2", "eth0", 52, 100);
    List<GroupSetup> group = List.of(new GroupSetup("G", List.of("VI_1", "VI_2")));
    List<GroupSetup> turned = List.of(new GroupSetup("G", List.of("VI_2", "VI_1")));
    List<RouterSetup> before = List.of(router("VI_1", "eth0", 51, 100), other);
    List<RouterSetup> after = List.of(router("VI_1", "eth1", 51, 100), other);

    assertThat(SetupChanges.between(before, group, after, group).restarted())
        .containsExactly("VI_1", "VI_2");
    assertThat(SetupChanges.between(before, group, before, turned).untouched())
        .containsExactly("VI_1", "VI_2");
  }

  @Test
  void whatARunnerWouldRefuseIsRefused() {
    RouterSetup router = router("VI_1", "eth0", 51, 100);
    assertThatThrownBy(
            () ->
                SetupChanges.between(
                    List.of(router),
                    NO_GROUPS,
                    List.of(router, router("VI_2", "eth0", 51, 100)),
                    NO_GROUPS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("both use VRID 51");
  }

  private static SetupChanges between(RouterSetup before, RouterSetup after) {
    return SetupChanges.between(List.of(before), NO_GROUPS, List.of(after), NO_GROUPS);
  }

  private static RouterSetup router(String name, String on, int vrid, int priority) {
    return RouterSetup.builder(
            name,
            on,
            VirtualRouterConfig.builder(vrid, ip("10.1.80.90")).priority(priority).build())
        .build();
  }
}
