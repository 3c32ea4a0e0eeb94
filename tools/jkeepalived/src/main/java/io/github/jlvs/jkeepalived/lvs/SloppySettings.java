// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Sysctl;
import io.github.jlvs.net.IpProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Has the kernel take up connections whose beginning it has not seen (net.ipv4.vs.sloppy_tcp and
 * sloppy_sctp), as long as virtual servers want that: those that another director has had. What was
 * set gets its old value back when it is not wanted any more. Belongs to the writer's thread.
 */
final class SloppySettings {
  /** One kernel parameter. */
  interface Parameter {
    /**
     * The value.
     *
     * @throws LinuxException where it cannot be read
     */
    String read();

    /**
     * Sets the value.
     *
     * @throws LinuxException where it cannot be written
     */
    void write(String value);
  }

  private static final String ON = "1";

  private final Function<String, Parameter> parameters;
  private final Consumer<String> say;

  /** What the kernel had before, of what has been set: by name. */
  private final Map<String, String> before = new TreeMap<>();

  /**
   * Those of the kernel.
   *
   * @param say takes what has been done
   */
  SloppySettings(Consumer<String> say) {
    this(SloppySettings::kernels, say);
  }

  /**
   * Makes one.
   *
   * @param parameters a parameter by its name below net/ipv4/vs
   * @param say takes what has been done
   */
  SloppySettings(Function<String, Parameter> parameters, Consumer<String> say) {
    this.parameters = parameters;
    this.say = say;
  }

  private static Parameter kernels(String name) {
    Sysctl sysctl = new Sysctl("net/ipv4/vs/" + name);
    return new Parameter() {
      @Override
      public String read() {
        return sysctl.read();
      }

      @Override
      public void write(String value) {
        sysctl.write(value);
      }
    };
  }

  /**
   * Brings them about.
   *
   * @param wanted the protocols: TCP, SCTP
   * @return what could not be done, in words
   */
  List<String> write(Set<IpProtocol> wanted) {
    List<String> failures = new ArrayList<>();
    Set<String> names = names(wanted);
    for (String name : names) {
      try {
        set(name);
      } catch (LinuxException e) {
        failures.add(
            "net.ipv4.vs.%s is not 1, so connections break when another director takes over: %s; set it by hand: sysctl -w net.ipv4.vs.%s=1"
                .formatted(name, e.getMessage(), name));
      }
    }
    Map.copyOf(before)
        .forEach(
            (name, old) -> {
              if (!names.contains(name)) {
                restore(name, old, failures);
              }
            });
    return failures;
  }

  private void set(String name) {
    Parameter parameter = parameters.apply(name);
    String found = parameter.read();
    if (found.equals(ON)) {
      return;
    }
    parameter.write(ON);
    before.putIfAbsent(name, found);
    say.accept("net.ipv4.vs." + name + " set to 1 for stateless_failover (it was " + found + ")");
  }

  private void restore(String name, String old, List<String> failures) {
    try {
      parameters.apply(name).write(old);
      before.remove(name);
      say.accept("net.ipv4.vs." + name + " set back to " + old);
    } catch (LinuxException e) {
      failures.add(
          "net.ipv4.vs.%s is not what it was before: %s; set it by hand: sysctl -w net.ipv4.vs.%s=%s"
              .formatted(name, e.getMessage(), name, old));
    }
  }

  private static Set<String> names(Set<IpProtocol> protocols) {
    return protocols.stream()
        .map(protocol -> "sloppy_" + protocol.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
