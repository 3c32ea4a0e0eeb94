// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import static io.github.jlvs.ipvs.text.UsageException.misuse;

import io.github.jlvs.ipvs.ServiceFlags;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.util.Optional;
import java.util.function.Supplier;

/** What makes a virtual service on the command line. */
final class ServiceOptions {
  private ServiceOptions() {}

  /** The service; throws {@link UsageException} where its options contradict each other. */
  static VirtualService service(ParsedOptions options) {
    ServiceId id = options.service().orElseThrow();
    if (options.dialect() == RuleDialect.IPVSADM) {
      checkAsIpvsadm(id, options);
    } else if (options.has(RuleOption.NETMASK) && !options.has(RuleOption.PERSISTENT)) {
      throw misuse(
          options.wordOf(RuleOption.NETMASK),
          "--netmask: it needs -p, for it tells which clients count as one");
    }
    ServiceFlags flags = flags(options);
    VirtualService service =
        named(
            options,
            RuleOption.SCHEDULER,
            () -> VirtualService.of(id, options.scheduler()).withFlags(flags));
    Optional<String> engine = options.engine();
    VirtualService whole =
        engine.isPresent()
            ? named(
                options,
                RuleOption.PERSISTENCE_ENGINE,
                () -> service.withPersistenceEngine(engine.get()))
            : service;
    return options.persistence(id.family()).map(whole::withPersistence).orElse(whole);
  }

  private static VirtualService named(
      ParsedOptions options, RuleOption option, Supplier<VirtualService> service) {
    try {
      return service.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          UsageException.Kind.NO_SUCH_NAME, options.wordOf(option), String.valueOf(e.getMessage()));
    }
  }

  private static void checkAsIpvsadm(ServiceId id, ParsedOptions options) {
    if (id instanceof ServiceId.Address address) {
      if (options.has(RuleOption.ONE_PACKET) && !address.protocol().equals(IpProtocol.UDP)) {
        throw misuse(
            options.wordOf(RuleOption.ONE_PACKET),
            "--ops: it is for UDP services and firewall marks");
      }
      if (address.port() == 0 && !options.has(RuleOption.PERSISTENT)) {
        throw misuse(
            options.wordOf(RuleOption.TCP_SERVICE),
            options.said(RuleOption.TCP_SERVICE)
                + " "
                + IpAddresses.format(address.address())
                + ": a service without port, for all ports, must be persistent (-p)");
      }
    }
  }

  private static ServiceFlags flags(ParsedOptions options) {
    ServiceFlags flags =
        options.has(RuleOption.ONE_PACKET) ? ServiceFlags.ONE_PACKET : ServiceFlags.NONE;
    String text = options.schedulerFlags();
    boolean any = false;
    int from = 0;
    while (from <= text.length()) {
      int comma = text.indexOf(',', from);
      int end = comma < 0 ? text.length() : comma;
      if (end > from) {
        flags = flags.with(flag(text.substring(from, end), options));
        any = true;
      }
      from = end + 1;
    }
    if (!any && !text.isEmpty()) {
      throw misuse(
          options.wordOf(RuleOption.SCHEDULER_FLAGS),
          "--sched-flags " + text + ": there is no flag in it");
    }
    return flags;
  }

  private static ServiceFlags flag(String name, ParsedOptions options) {
    return switch (name) {
      case "flag-1" -> ServiceFlags.SCHEDULER_1;
      case "flag-2" -> ServiceFlags.SCHEDULER_2;
      case "flag-3" -> ServiceFlags.SCHEDULER_3;
      case "sh-fallback" -> owned("sh", name, ServiceFlags.SH_FALLBACK, options);
      case "sh-port" -> owned("sh", name, ServiceFlags.SH_PORT, options);
      case "mh-fallback" -> owned("mh", name, ServiceFlags.MH_FALLBACK, options);
      case "mh-port" -> owned("mh", name, ServiceFlags.MH_PORT, options);
      default ->
          throw misuse(
              options.wordOf(RuleOption.SCHEDULER_FLAGS),
              "--sched-flags "
                  + name
                  + ": there is no such flag; it takes flag-1, flag-2, flag-3, sh-fallback,"
                  + " sh-port, mh-fallback, mh-port");
    };
  }

  private static ServiceFlags owned(
      String owner, String name, ServiceFlags flag, ParsedOptions options) {
    if (!options.scheduler().equals(owner)) {
      throw misuse(
          options.wordOf(RuleOption.SCHEDULER_FLAGS),
          "--sched-flags "
              + name
              + ": it is a flag of scheduler "
              + owner
              + ", and the scheduler is "
              + options.scheduler());
    }
    return flag;
  }
}
