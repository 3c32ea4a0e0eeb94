// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.jkeepalived.control.view.Exposition.Kind;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other format that metrics can be had in: the same numbers by the same names. */
class OpenMetricsTest {
  private static String text(Page page, Seen seen, ExpositionFormat format) {
    Seen asked =
        new Seen(
            seen.snapshot(),
            seen.actual(),
            seen.facts(),
            seen.now(),
            seen.journal(),
            new Wanted(0, format));
    return page.render(asked).body().text();
  }

  @ParameterizedTest
  @EnumSource(names = {"METRICS", "EXPORTER"})
  void its_samples_are_those_of_the_other_format(Page page) {
    for (Seen seen :
        List.of(Views.troubled(), Views.quiet(), Views.resting(), Views.overridden())) {
      assertThat(OpenMetricsReader.read(text(page, seen, ExpositionFormat.OPENMETRICS)).samples())
          .isEqualTo(ExpositionReader.read(text(page, seen, ExpositionFormat.PROMETHEUS)));
    }
  }

  @Test
  void families_are_called_without_what_their_samples_end_with_and_have_units() {
    OpenMetricsReader.Read read =
        OpenMetricsReader.read(text(Page.METRICS, Views.troubled(), ExpositionFormat.OPENMETRICS));

    assertThat(read.types())
        .containsEntry("jlvs_build", "info")
        .containsEntry("jlvs_events", "counter")
        .containsEntry("jlvs_vrrp_state", "gauge")
        .doesNotContainKeys("jlvs_build_info", "jlvs_events_total");
    assertThat(read.units())
        .containsEntry("jlvs_start_time_seconds", "seconds")
        .containsEntry("jlvs_ipvs_service_bytes", "bytes")
        .doesNotContainKey("jlvs_events");
  }

  @Test
  void it_is_written_so() {
    Exposition out = new Exposition(ExpositionFormat.OPENMETRICS);
    Object unused =
        out.family("a_bytes_total", Kind.COUNTER, "back\\slash \"q\"\nline")
            .with(1, "l", "q\"b\\n\nu");
    Object unusedToo = out.family("b_info", Kind.INFO, "h").with(1, "v", "1");
    out.family("c", Kind.GAUGE, "h").sample("-0.5");

    assertThat(out.body().text())
        .isEqualTo(
            """
            # HELP a_bytes back\\\\slash \\"q\\"\\nline
            # TYPE a_bytes counter
            # UNIT a_bytes bytes
            a_bytes_total{l="q\\"b\\\\n\\nu"} 1
            # HELP b h
            # TYPE b info
            b_info{v="1"} 1
            # HELP c h
            # TYPE c gauge
            c -0.5
            # EOF
            """);
  }

  @Test
  void a_name_that_does_not_end_as_its_kind_is_refused() {
    Exposition out = new Exposition(ExpositionFormat.PROMETHEUS);

    assertThatThrownBy(() -> out.family("a", Kind.COUNTER, "h"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.family("a", Kind.INFO, "h"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void whatever_a_label_says_is_one_sample_in_either(@ForAll String said) {
    for (ExpositionFormat format : ExpositionFormat.values()) {
      Exposition out = new Exposition(format);
      Object unused = out.family("a", Kind.GAUGE, "h").with(1, "l", said.replace("\r", ""));
      String text = out.body().text();

      assertThat(
              format == ExpositionFormat.OPENMETRICS
                  ? OpenMetricsReader.read(text).samples()
                  : ExpositionReader.read(text))
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# HELP a h\n# TYPE a gauge\na 1\n",
        "# HELP a h\n# TYPE a gauge\na 1\n# EOF",
        "# HELP a h\n# TYPE a gauge\na 1\n\n# EOF\n",
        "# HELP a h\n# TYPE a counter\na 1\n# EOF\n",
        "# HELP a_total h\n# TYPE a_total counter\na_total 1\n# EOF\n",
        "# HELP a h\n# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n",
        "# HELP a h\n# TYPE a gauge\na 1\n# UNIT a seconds\n# EOF\n",
        "# HELP a h\n# TYPE a info\na_info 2\n# EOF\n",
        "# HELP a h\"\n# TYPE a gauge\na 1\n# EOF\n",
        "# HELP a h\n# TYPE a counter\na_total -1\n# EOF\n",
        "# TYPE a gauge\na 1\n# EOF\n",
        "# HELP a h\na 1\n# EOF\n",
        "# HELP a h\n# TYPE a gauge\na 1\n# HELP b h\n# TYPE b gauge\nb 1\na 2\n# EOF\n",
        "# HELP a h\n# TYPE a gauge\na 1\na 1\n# EOF\n",
        "# HELP a h\n# TYPE a counter\na_total 1\n# HELP a_total h\n# TYPE a_total gauge\na_total 1\n# EOF\n"
      })
  void the_reader_of_this_test_is_strict(String text) {
    assertThatThrownBy(() -> OpenMetricsReader.read(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
