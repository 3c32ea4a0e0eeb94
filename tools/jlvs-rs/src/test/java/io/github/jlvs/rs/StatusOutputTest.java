// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jlvs.rs.plan.Answerer;
import io.github.jlvs.rs.plan.Answers;
import io.github.jlvs.rs.plan.Check;
import io.github.jlvs.rs.plan.Forwarding;
import io.github.jlvs.rs.plan.SavedValue;
import io.github.jlvs.rs.plan.Setting;
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
                  Forwarding.DIRECT,
                  true,
                  List.of(
                      new Check("address 10.1.80.90/32 on lo", true, "lo:0", "on lo"),
                      new Check("route to 10.1.80.90 through lo", false, "none", "through lo")))),
          List.of(new Check("tunnel tunl0", true, "up", "up")),
          List.of(new Check("net.ipv4.conf.all.arp_ignore", true, "1", "1")),
          Map.of(Setting.ALL_IGNORE, new SavedValue(0, 1)),
          List.of("a \"note\""));

  @Test
  void people_read_a_line_for_each_thing_and_the_verdict_last() {
    assertThat(StatusText.of(STATUS))
        .isEqualTo(
            """
            ok       address 10.1.80.90/32 on lo: lo:0
            missing  route to 10.1.80.90 through lo: none (wanted: through lo)
            ok       tunnel tunl0: up
            ok       net.ipv4.conf.all.arp_ignore: 1 (0 before start)
            note: a "note"
            RealServer partly there: 10.1.80.90; 'jlvs-rs start --vip ...' mends what is missing
            """);
  }

  @Test
  void what_mends_is_the_method_of_what_is_missing() {
    VipStatus tunnel =
        new VipStatus(
            Vip.parse("10.1.80.91"),
            Forwarding.TUNNEL,
            true,
            List.of(new Check("address 10.1.80.91/32 on tunl0", true, "tunl0", "on tunl0")));

    assertThat(StatusText.of(with(List.of(tunnel, STATUS.vips().get(0)))))
        .endsWith("'jlvs-rs start --vip ...' mends what is missing\n");
    assertThat(StatusText.of(with(List.of(tunnel))))
        .endsWith("'jlvs-rs start --forwarding tunnel --vip ...' mends what is missing\n");
  }

  private static Status with(List<VipStatus> vips) {
    return new Status(
        Verdict.PARTLY, vips, STATUS.ways(), STATUS.parameters(), STATUS.saved(), STATUS.notes());
  }

  @Test
  void programs_read_one_object_on_one_line() throws Exception {
    String text = StatusJson.of(STATUS);
    JsonNode json = new ObjectMapper().readTree(text);

    assertThat(text.lines()).hasSize(1);
    assertThat(json.at("/state").asText()).isEqualTo("partly");
    assertThat(json.at("/vips/0/address").asText()).isEqualTo("10.1.80.90");
    assertThat(json.at("/vips/0/forwarding").asText()).isEqualTo("direct");
    assertThat(json.at("/ways/0/found").asText()).isEqualTo("up");
    assertThat(json.at("/vips/0/started").asBoolean()).isTrue();
    assertThat(json.at("/vips/0/checks/1/ok").asBoolean(true)).isFalse();
    assertThat(json.at("/vips/0/checks/1/wanted").asText()).isEqualTo("through lo");
    assertThat(json.at("/parameters/0/name").asText()).isEqualTo("net.ipv4.conf.all.arp_ignore");
    assertThat(json.get("before").get("net.ipv4.conf.all.arp_ignore").isInt()).isTrue();
    assertThat(json.at("/notes/0").asText()).isEqualTo("a \"note\"");
  }

  @Test
  void who_answers_is_a_line_each_and_an_object_for_programs() throws Exception {
    Vip vip = Vip.parse("10.1.80.90");
    Vip other = Vip.parse("2001:db8::90");
    List<Answers> all =
        List.of(
            new Answers(
                vip,
                "eth0",
                List.of(
                    new Answerer("02:00:00:00:00:01", true, List.of()),
                    new Answerer("02:00:00:00:00:02", false, List.of("10.1.80.93")))),
            new Answers(other, "eth0", List.of()));

    assertThat(AnswersText.of(all, List.of(vip, other)))
        .isEqualTo(
            """
            answers  10.1.80.90 on eth0: 02:00:00:00:00:01 (this host)
            answers  10.1.80.90 on eth0: 02:00:00:00:00:02 (10.1.80.93)
            nobody   2001:db8::90 on eth0
            RealServer check failed: 2 hosts answer for 10.1.80.90; on all of them but the director \
            'jlvs-rs start --vip ...' is missing
            """);
    assertThat(AnswersText.of(all, List.of(other))).contains("nobody answers for 2001:db8::90;");
    JsonNode json = new ObjectMapper().readTree(AnswersText.json(all, List.of(vip, other)));
    assertThat(json.at("/state").asText()).isEqualTo("several");
    assertThat(json.at("/answers/0/answerers/1/mac").asText()).isEqualTo("02:00:00:00:00:02");
    assertThat(json.at("/answers/0/answerers/1/known/0").asText()).isEqualTo("10.1.80.93");
    assertThat(json.at("/answers/0/answerers/0/here").asBoolean()).isTrue();
    assertThat(json.at("/answers/1/interface").asText()).isEqualTo("eth0");
  }

  @Property
  void any_text_survives_json(@ForAll String text) throws Exception {
    assertThat(new ObjectMapper().readTree(Json.string(text)).asText()).isEqualTo(text);
  }
}
