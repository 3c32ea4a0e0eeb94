// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels are put together once for each configuration of a virtual server. */
class KnownLabelsTest {
  private final List<ServerView> services = ServerView.all(Views.troubled());
  private final KnownLabels known = new KnownLabels();

  @Test
  void the_next_page_has_the_same() {
    List<KnownLabels.OfService> first = known.of(services);
    List<KnownLabels.OfService> second = known.of(services);

    assertThat(first).hasSameSizeAs(services).isNotEmpty();
    for (int i = 0; i < first.size(); i++) {
      assertThat(second.get(i)).isSameAs(first.get(i));
      assertThat(first.get(i).servers()).hasSameSizeAs(services.get(i).servers());
      assertThat(first.get(i).addresses()).hasSameSizeAs(services.get(i).setup().services());
    }
  }

  @Test
  void of_a_virtual_server_that_has_gone_nothing_is_kept() {
    KnownLabels.OfService first = known.of(services).get(0);
    assertThat(known.of(services.subList(1, services.size()))).doesNotContain(first);

    assertThat(known.of(services).get(0)).isNotSameAs(first);
  }
}
