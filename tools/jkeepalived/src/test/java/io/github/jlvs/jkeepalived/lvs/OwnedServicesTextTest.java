// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.jkeepalived.lvs.OwnedServicesText.Content;
import io.github.jlvs.net.NamespaceId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OwnedServicesTextTest {
  private static final NamespaceId HERE = new NamespaceId("0c5d-ab", 4026531840L, 1);
  private static final Set<ServiceId> SERVICES =
      new LinkedHashSet<>(
          List.of(
              ServiceId.tcp("10.1.80.90", 80),
              ServiceId.udp("2001:db8::1", 53),
              ServiceId.mark(7),
              ServiceId.mark6(7)));
  private static final String TEXT =
      """
      jkeepalived services 1
      namespace 4026531840 cookie 1 boot 0c5d-ab
      -t 10.1.80.90:80
      -u [2001:db8::1]:53
      -f 7
      -f 7 -6
      end
      """;

  @Example
  void a_service_is_a_line_as_ipvsadm_names_it() {
    assertThat(OwnedServicesText.write(HERE, SERVICES)).isEqualTo(TEXT);
    assertThat(OwnedServicesText.read(HERE, TEXT)).isEqualTo(new Content.Services(SERVICES));
  }

  @Example
  void of_another_boot_or_namespace_it_says_nothing() {
    for (NamespaceId there :
        List.of(
            new NamespaceId("0c5d-ac", 4026531840L, 1),
            new NamespaceId("0c5d-ab", 4026531841L, 1),
            new NamespaceId("0c5d-ab", 4026531840L, 2))) {
      assertThat(OwnedServicesText.read(there, TEXT)).isEqualTo(new Content.Elsewhere());
    }
  }

  @Example
  void a_line_that_is_no_service_makes_it_damaged() {
    for (String line :
        List.of(
            "-t 10.1.80.90:80 -s rr", "-t www.example.org:80", "-t 10.1.80.90:http", "-C", "")) {
      String text = TEXT.replace("-f 7\n", line + "\n");
      assertThat(OwnedServicesText.read(HERE, text)).isInstanceOf(Content.Damaged.class);
    }
  }

  @Property
  void cut_anywhere_it_is_damaged(@ForAll int at) {
    String cut = TEXT.substring(0, Math.floorMod(at, TEXT.length()));
    assertThat(OwnedServicesText.read(HERE, cut)).isInstanceOf(Content.Damaged.class);
  }

  @Property
  void whatever_the_text_it_is_read_to_something(@ForAll String any) {
    assertThat(OwnedServicesText.read(HERE, any)).isInstanceOf(Content.Damaged.class);
    assertThat(OwnedServicesText.read(HERE, TEXT.replace("-f 7 -6", any))).isNotNull();
  }
}
