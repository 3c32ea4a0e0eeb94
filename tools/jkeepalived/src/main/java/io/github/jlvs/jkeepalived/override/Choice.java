// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.jkeepalived.control.command.Arguments;
import io.github.jlvs.jkeepalived.control.command.BadArgument;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Quoted;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which real servers somebody means.
 *
 * @param written what was written for the server; nothing: any
 * @param server the same, read
 * @param service what was written for the one virtual server
 */
public record Choice(String written, Optional<ServerText> server, Optional<String> service) {
  private static final int NEAREST = 5;

  /** What it comes to in a configuration. */
  public sealed interface Found {
    /**
     * These.
     *
     * @param targets one at least
     * @param servers the virtual servers that have them
     */
    record Targets(List<Target> targets, List<VirtualServerSetup> servers) implements Found {}

    /** None; why, in a sentence. */
    record Nothing(String why) implements Found {}
  }

  /**
   * Reads {@code server} and {@code service}.
   *
   * @throws BadArgument if the server is none
   */
  static Choice of(Arguments arguments) {
    String written = arguments.text("server");
    ServerText server =
        ServerText.parse(written)
            .orElseThrow(
                () ->
                    new BadArgument(
                        Quoted.quote(written)
                            + " is no real server: write 192.168.0.1:80, [2001:db8::1]:80, or an"
                            + " address alone for all its ports"));
    return new Choice(written, Optional.of(server), arguments.optional("service"));
  }

  /**
   * Reads {@code server} and {@code service}; without a server all are meant.
   *
   * @throws BadArgument if the server is none
   */
  public static Choice orAll(Arguments arguments) {
    return arguments.optional("server").isPresent()
        ? of(arguments)
        : new Choice("", Optional.empty(), arguments.optional("service"));
  }

  /** The same in whichever virtual server. */
  Choice everywhere() {
    return new Choice(written, server, Optional.empty());
  }

  /** Whether what is decided of a target is meant; of all virtual servers also what is in one. */
  boolean means(Target target) {
    return covers(target.address(), target.port())
        && (service.isEmpty()
            || target
                .service()
                .filter(name -> ServiceName.isMeant(service.get(), name))
                .isPresent());
  }

  /** Whether a real server is meant, of whichever virtual server. */
  public boolean means(RealServer real) {
    return covers(real.address().address(), real.address().port());
  }

  private boolean covers(InetAddress address, int port) {
    return server.map(each -> each.covers(address, port)).orElse(true);
  }

  /** What it comes to. */
  public Found in(List<VirtualServerSetup> configured) {
    List<VirtualServerSetup> services =
        configured.stream().filter(each -> isOf(each, configured)).toList();
    if (service.isPresent() && services.size() != 1) {
      return new Found.Nothing(
          services.isEmpty()
              ? "the configuration has no virtual server "
                  + service.get()
                  + nearest(service.get(), names(configured))
              : service.get()
                  + " is more than one virtual server: write one of "
                  + names(services));
    }
    List<VirtualServerSetup> having =
        services.stream()
            .filter(each -> each.checks().realServers().stream().anyMatch(this::means))
            .toList();
    if (having.isEmpty()) {
      return new Found.Nothing(
          service.map(name -> name + " has").orElse("the configuration has")
              + (written.isEmpty() ? " no real server" : " no real server " + written)
              + nearest(written, realServers(services)));
    }
    Set<Target> targets = new LinkedHashSet<>();
    for (VirtualServerSetup each : having) {
      each.checks().realServers().stream()
          .filter(this::means)
          .map(real -> target(real.address(), each))
          .forEach(targets::add);
    }
    return new Found.Targets(List.copyOf(targets), having);
  }

  /** A name itself is that one, whatever else it is a part of. */
  private boolean isOf(VirtualServerSetup one, List<VirtualServerSetup> configured) {
    if (service.isEmpty()) {
      return true;
    }
    boolean exact = names(configured).contains(service.get());
    String name = ServiceName.of(one.name());
    return exact ? name.equals(service.get()) : ServiceName.isMeant(service.get(), name);
  }

  private Target target(ServiceAddress address, VirtualServerSetup in) {
    Target everywhere = Target.everywhere(address);
    return service.isPresent() ? everywhere.in(ServiceName.of(in.name())) : everywhere;
  }

  private static List<String> names(Collection<VirtualServerSetup> servers) {
    return servers.stream().map(each -> ServiceName.of(each.name())).toList();
  }

  private static List<String> realServers(Collection<VirtualServerSetup> servers) {
    return servers.stream()
        .flatMap(each -> each.checks().realServers().stream())
        .map(real -> IpAddresses.format(real.address().address(), real.address().port()))
        .distinct()
        .toList();
  }

  /** Addresses of one network differ at their end. */
  private static String nearest(String written, List<String> known) {
    if (known.isEmpty()) {
      return "";
    }
    String all =
        known.stream()
            .sorted(Comparator.comparingInt(each -> -common(written, each)))
            .limit(NEAREST)
            .collect(Collectors.joining(", "));
    return known.size() > NEAREST ? "; the nearest are " + all : "; there is " + all;
  }

  private static int common(String one, String other) {
    int at = 0;
    while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }
}
