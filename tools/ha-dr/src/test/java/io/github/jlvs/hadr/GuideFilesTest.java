// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.hadr.steps.GuideSteps;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The variants that the guide speaks of differ from its files in what they must, and no more. */
class GuideFilesTest {
  private final GuideFiles files = new GuideFiles(Path.of("../../samples/ha-dr"));

  @Test
  void the_unicast_variant_takes_four_comment_signs_away() {
    assertThat(changedLines(files.configuration("ds2"), files.unicastConfiguration("ds2")))
        .containsExactly("unicast_src_ip 10.1.80.92", "unicast_peer {", "10.1.80.91", "}");
  }

  @Test
  void another_router_id_is_one_line() {
    assertThat(changedLines(files.configuration("ds2"), files.configurationWithRouterId("ds2", 52)))
        .containsExactly("virtual_router_id 52");
  }

  @Test
  void a_page_names_its_real_server() {
    assertThat(new Page(0, files.page("rs1")).server()).isEqualTo("rs1");
    assertThat(new Page(0, files.page("rs2"))).hasToString("Welcome to tengine! I'm rs2");
    assertThat(new Page(7, "").welcome()).isFalse();
  }

  @Test
  void steps_have_names_of_their_own_and_a_wrong_name_is_told() {
    assertThat(GuideSteps.all()).extracting(Step::name).doesNotHaveDuplicates();
    assertThat(GuideSteps.upTo("page-served").steps()).hasSize(3);
    assertThatThrownBy(() -> GuideSteps.upTo("page-servd"))
        .hasMessageContaining("no step 'page-servd'")
        .hasMessageContaining("page-served");
  }

  @Test
  void the_environment_puts_reference_tools_in_the_place_of_ours() {
    Path checkout = Path.of("/checkout");

    assertThat(Tools.ours(checkout).text())
        .isEqualTo(
            "ds1 runs jkeepalived, ds2 runs jkeepalived; tables are shown by jipvsadm, real servers prepared by jlvs-rs");
    Map<String, String> mixed =
        Map.of("JLVS_HA_DR_DAEMON", "keepalived", "JLVS_HA_DR_DS2", "jkeepalived");
    assertThat(Tools.fromEnvironment(checkout, mixed).text())
        .startsWith("ds1 runs keepalived, ds2 runs jkeepalived;");
    assertThatThrownBy(() -> Tools.fromEnvironment(checkout, Map.of("JLVS_HA_DR_RS", "x")))
        .hasMessage("JLVS_HA_DR_RS is jlvs-rs or script, not 'x'");
  }

  private static List<String> changedLines(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> changed = after.lines().toList();
    assertThat(changed).hasSameSizeAs(old);
    return IntStream.range(0, old.size())
        .filter(i -> !old.get(i).equals(changed.get(i)))
        .mapToObj(changed::get)
        .toList();
  }
}
