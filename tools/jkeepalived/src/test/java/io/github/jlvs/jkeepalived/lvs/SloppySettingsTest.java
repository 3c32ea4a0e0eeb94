// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.net.IpProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SloppySettingsTest {
  private static final Set<IpProtocol> TCP = Set.of(IpProtocol.TCP);
  private static final Set<IpProtocol> NOBODY = Set.of();

  private final Map<String, String> kernel =
      new TreeMap<>(Map.of("sloppy_tcp", "0", "sloppy_sctp", "0"));
  private final List<String> said = new ArrayList<>();
  private Optional<Errno> refusal = Optional.empty();
  private final SloppySettings settings = new SloppySettings(this::parameter, said::add);

  private SloppySettings.Parameter parameter(String name) {
    return new SloppySettings.Parameter() {
      @Override
      public String read() {
        if (!kernel.containsKey(name)) {
          throw new LinuxException("read kernel parameter net/ipv4/vs/" + name, Errno.ENOENT);
        }
        return kernel.getOrDefault(name, "");
      }

      @Override
      public void write(String value) {
        refusal.ifPresent(
            errno -> {
              throw new LinuxException("write " + value + " to net/ipv4/vs/" + name, errno);
            });
        kernel.put(name, value);
      }
    };
  }

  @Test
  void it_is_set_while_it_is_wanted_and_set_back_afterwards() {
    assertThat(settings.write(TCP)).isEmpty();
    assertThat(kernel).containsEntry("sloppy_tcp", "1").containsEntry("sloppy_sctp", "0");
    assertThat(settings.write(TCP)).isEmpty();
    assertThat(said)
        .containsExactly("net.ipv4.vs.sloppy_tcp set to 1 for stateless_failover (it was 0)");

    assertThat(settings.write(NOBODY)).isEmpty();
    assertThat(kernel).containsEntry("sloppy_tcp", "0");
    assertThat(said).hasSize(2).last().isEqualTo("net.ipv4.vs.sloppy_tcp set back to 0");
    assertThat(settings.write(NOBODY)).isEmpty();
    assertThat(said).hasSize(2);
  }

  @Test
  void what_was_so_before_stays_so() {
    kernel.put("sloppy_tcp", "1");

    assertThat(settings.write(TCP)).isEmpty();
    assertThat(settings.write(NOBODY)).isEmpty();

    assertThat(kernel).containsEntry("sloppy_tcp", "1");
    assertThat(said).isEmpty();
  }

  @Test
  void what_somebody_sets_back_meanwhile_is_set_again() {
    assertThat(settings.write(TCP)).isEmpty();
    kernel.put("sloppy_tcp", "0");

    assertThat(settings.write(TCP)).isEmpty();

    assertThat(kernel).containsEntry("sloppy_tcp", "1");
  }

  @Test
  void sctp_has_its_own() {
    assertThat(settings.write(Set.of(IpProtocol.SCTP))).isEmpty();

    assertThat(kernel).containsEntry("sloppy_tcp", "0").containsEntry("sloppy_sctp", "1");
  }

  @Test
  void a_kernel_that_refuses_or_has_none_is_told_of_with_the_command() {
    refusal = Optional.of(Errno.EACCES);
    assertThat(settings.write(TCP))
        .singleElement()
        .asString()
        .startsWith(
            "net.ipv4.vs.sloppy_tcp is not 1, so connections break when another director takes"
                + " over: ")
        .contains("EACCES")
        .endsWith("; set it by hand: sysctl -w net.ipv4.vs.sloppy_tcp=1");

    kernel.clear();
    assertThat(settings.write(TCP)).singleElement().asString().contains("ENOENT");
    assertThat(settings.write(NOBODY)).as("nothing was set").isEmpty();
  }

  @Test
  void what_cannot_be_set_back_is_told_of_and_tried_again() {
    assertThat(settings.write(TCP)).isEmpty();
    refusal = Optional.of(Errno.EROFS);
    assertThat(settings.write(NOBODY))
        .singleElement()
        .asString()
        .startsWith("net.ipv4.vs.sloppy_tcp is not what it was before: ")
        .endsWith("; set it by hand: sysctl -w net.ipv4.vs.sloppy_tcp=0");

    refusal = Optional.empty();
    assertThat(settings.write(NOBODY)).isEmpty();
    assertThat(kernel).containsEntry("sloppy_tcp", "0");
  }
}
