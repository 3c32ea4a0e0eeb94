// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.jkeepalived.override.OverridesText.Content;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class OverridesTextTest {
  private static final String TEXT =
      """
      jkeepalived overrides 1
      drain\t10.0.0.1:80\tby=root\tsince=2026-11-29T20:00:00Z
      weight\t[2001:db8::1]:80\tweight=5\tservice=FWM 7 IPv6\tby=root\tsince=2026-11-29T20:00:00Z\tuntil=2026-11-29T20:10:00Z\twhy=new disk
      end
      """;

  @Provide
  Arbitrary<ServerOverride> any() {
    return AnyOverrides.overrides();
  }

  @Example
  void each_is_a_line() {
    Overrides overrides =
        Overrides.of(
            List.of(
                AnyOverrides.drained(AnyOverrides.target("10.0.0.1", 80)),
                new ServerOverride(
                    AnyOverrides.target("2001:db8::1", 80).in("FWM 7 IPv6"),
                    new AdministrativeState.Weighted(5),
                    "root",
                    AnyOverrides.BEGIN,
                    Optional.of(AnyOverrides.BEGIN.plusSeconds(600)),
                    Optional.of("new disk"))));
    assertThat(OverridesText.write(overrides)).isEqualTo(TEXT);
    assertThat(OverridesText.read(TEXT)).isEqualTo(new Content.Read(overrides));
  }

  @Property
  void what_is_written_is_read(@ForAll @Size(max = 20) List<@From("any") ServerOverride> all) {
    Overrides overrides = Overrides.of(all);
    assertThat(OverridesText.read(OverridesText.write(overrides)))
        .isEqualTo(new Content.Read(overrides));
  }

  @Property
  void cut_anywhere_it_is_damaged(@ForAll int at) {
    String cut = TEXT.substring(0, Math.floorMod(at, TEXT.length()));
    assertThat(OverridesText.read(cut)).isInstanceOf(Content.Damaged.class);
  }

  @Property
  void whatever_the_text_it_is_read_to_something(@ForAll String any) {
    assertThat(OverridesText.read(any)).isInstanceOf(Content.Damaged.class);
    assertThat(OverridesText.read(TEXT.replace("10.0.0.1:80", any))).isNotNull();
    assertThat(OverridesText.read(TEXT.replace("by=root", any))).isNotNull();
  }

  @Example
  void a_line_that_is_no_override_makes_it_damaged_and_is_named() {
    for (String line :
        List.of(
            "",
            "drain",
            "drained\t10.0.0.1:80\tby=root\tsince=2026-11-29T20:00:00Z",
            "drain\t10.0.0.1\tby=root\tsince=2026-11-29T20:00:00Z",
            "drain\t10.0.0.1:99999\tby=root\tsince=2026-11-29T20:00:00Z",
            "drain\t10.0.0.1:80\tsince=2026-11-29T20:00:00Z",
            "drain\t10.0.0.1:80\tby=root",
            "drain\t10.0.0.1:80\tby=root\tsince=yesterday",
            "drain\t10.0.0.1:80\tby=root\tby=root\tsince=2026-11-29T20:00:00Z",
            "drain\t10.0.0.1:80\tby=root\tsince=2026-11-29T20:00:00Z\twhy",
            "drain\t10.0.0.1:80\tby=root\tsince=2026-11-29T20:00:00Z\twhy=\u0007",
            "weight\t10.0.0.1:80\tby=root\tsince=2026-11-29T20:00:00Z",
            "weight\t10.0.0.1:80\tweight=-1\tby=root\tsince=2026-11-29T20:00:00Z",
            "weight\t10.0.0.1:80\tweight=many\tby=root\tsince=2026-11-29T20:00:00Z")) {
      assertThat(OverridesText.read("jkeepalived overrides 1\n" + line + "\nend\n"))
          .as(line)
          .isEqualTo(new Content.Damaged("has a line that is no override: line 2"));
    }
  }
}
