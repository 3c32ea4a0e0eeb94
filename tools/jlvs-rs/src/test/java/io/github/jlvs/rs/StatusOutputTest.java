// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jlvs.rs.plan.ArpSetting;
import io.github.jlvs.rs.plan.Check;
import io.github.jlvs.rs.plan.SavedValue;
import io.github.jlvs.rs.plan.Status;
import io.github.jlvs.rs.plan.Status.Verdict;
import io.github.jlvs.rs.plan.Vip;
import io.github.jlvs.rs.plan.VipStatus;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** One status, told to people and to programs. */
class StatusOutputTest {
  private static final Status STATUS =
      new Status(
          Verdict.PARTLY,
          List.of(
              new VipStatus(
                  Vip.parse("10.1.80.90"),
                  true,
                  List.of(
                      new Check("address 10.1.80.90/32 on lo", true, "lo:0", "on lo"),
                      new Check("route to 10.1.80.90 through lo", false, "none", "through lo")))),
          List.of(new Check("net.ipv4.conf.all.arp_ignore", true, "1", "1")),
          Map.of(ArpSetting.ALL_IGNORE, new SavedValue(0, 1)),
          List.of("a \"note\""));

  @Test
  void people_read_a_line_for_each_thing_and_the_verdict_last() {
    assertThat(StatusText.of(STATUS))
        .isEqualTo(
            """
            ok       address 10.1.80.90/32 on lo: lo:0
            missing  route to 10.1.80.90 through lo: none (wanted: through lo)
            ok       net.ipv4.conf.all.arp_ignore: 1 (0 before start)
            note: a "note"
            RealServer partly there: 10.1.80.90; 'jlvs-rs start --vip ...' mends what is missing
            """);
  }

  @Test
  void programs_read_one_object_on_one_line() throws Exception {
    String text = StatusJson.of(STATUS);
    JsonNode json = new ObjectMapper().readTree(text);

    assertThat(text.lines()).hasSize(1);
    assertThat(json.at("/state").asText()).isEqualTo("partly");
    assertThat(json.at("/vips/0/address").asText()).isEqualTo("10.1.80.90");
    assertThat(json.at("/vips/0/started").asBoolean()).isTrue();
    assertThat(json.at("/vips/0/checks/1/ok").asBoolean(true)).isFalse();
    assertThat(json.at("/vips/0/checks/1/wanted").asText()).isEqualTo("through lo");
    assertThat(json.at("/parameters/0/name").asText()).isEqualTo("net.ipv4.conf.all.arp_ignore");
    assertThat(json.get("before").get("net.ipv4.conf.all.arp_ignore").isInt()).isTrue();
    assertThat(json.at("/notes/0").asText()).isEqualTo("a \"note\"");
  }

  @Property
  void any_text_survives_json(@ForAll String text) throws Exception {
    assertThat(new ObjectMapper().readTree(StatusJson.string(text)).asText()).isEqualTo(text);
  }
}
