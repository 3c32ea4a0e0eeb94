// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

import static io.github.jlvs.ipvs.wire.IpvsHeader.*;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.AttributeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The services of the fake kernel, and what each command does to them. */
final class FakeTable {
  private final List<FakeService> services = new ArrayList<>();
  private final Set<String> schedulers;
  private final Set<String> engines;

  FakeTable(Set<String> schedulers, Set<String> engines) {
    this.schedulers = schedulers;
    this.engines = engines;
  }

  List<FakeService> services() {
    return services;
  }

  void clear() {
    services.clear();
  }

  boolean hasMixedFamilies() {
    return services.stream()
        .anyMatch(
            service ->
                service.destinations().stream()
                    .anyMatch(destination -> destination.isMixed(service.family())));
  }

  Optional<FakeService> find(FakeService.Given given) {
    return services.stream().filter(service -> service.is(given)).findFirst();
  }

  /**
   * A command that names a service.
   *
   * @param command the number
   * @param service its attributes
   * @param destination the attributes of the destination, empty where none are there
   * @param isSynchronised whether a synchronisation daemon runs
   */
  void change(
      int command,
      AttributeReader service,
      Optional<AttributeReader> destination,
      boolean isSynchronised) {
    FakeService.Given given = FakeService.Given.read(service);
    Optional<FakeService> found = find(given);
    if (command == IPVS_CMD_NEW_SERVICE || command == IPVS_CMD_SET_SERVICE) {
      given.requireWhole();
    }
    if (command == IPVS_CMD_NEW_SERVICE) {
      if (found.isPresent()) {
        throw new Refused(Errno.EEXIST);
      }
      check(given);
      // New ones come first, as in the kernel's hash chains.
      services.add(0, new FakeService(given));
      return;
    }
    FakeService present = found.orElseThrow(() -> new Refused(Errno.ESRCH));
    switch (command) {
      case IPVS_CMD_SET_SERVICE -> {
        check(given);
        present.change(given);
      }
      case IPVS_CMD_DEL_SERVICE -> services.remove(present);
      case IPVS_CMD_ZERO -> zero(present);
      default -> changeDestination(command, present, destination, isSynchronised);
    }
  }

  static void zero(FakeService service) {
    service.counters().zero();
    service.destinations().forEach(destination -> destination.counters().zero());
  }

  private void check(FakeService.Given given) {
    if (!given.scheduler().equals("none") && !schedulers.contains(given.scheduler())) {
      throw new Refused(Errno.ENOENT);
    }
    if (!given.engine().isEmpty() && !engines.contains(given.engine())) {
      throw new Refused(Errno.ENOENT);
    }
    given.checkPrefixLength();
  }

  private static void changeDestination(
      int command,
      FakeService service,
      Optional<AttributeReader> attributes,
      boolean isSynchronised) {
    boolean deletes = command == IPVS_CMD_DEL_DEST;
    FakeDestination.Given given =
        FakeDestination.Given.read(
            attributes.orElseThrow(() -> new Refused(Errno.EINVAL)), !deletes);
    given.settleFamily(service.family());
    if (given.isMixed(service.family()) && !deletes && (isSynchronised || !given.isTunnel())) {
      throw new Refused(Errno.EINVAL);
    }
    Optional<FakeDestination> found = service.find(given);
    switch (command) {
      case IPVS_CMD_NEW_DEST -> {
        given.checkRanges();
        if (found.isPresent()) {
          throw new Refused(Errno.EEXIST);
        }
        given.checkUnicast();
        service.destinations().add(0, new FakeDestination(given));
      }
      case IPVS_CMD_SET_DEST -> {
        given.checkRanges();
        found.orElseThrow(() -> new Refused(Errno.ENOENT)).change(given);
      }
      default -> service.destinations().remove(found.orElseThrow(() -> new Refused(Errno.ENOENT)));
    }
  }
}
