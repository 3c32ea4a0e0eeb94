// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.ServiceId;
import java.util.Optional;

/** Finds what a test names by the library's identities. */
final class FakeLookup {
  private FakeLookup() {}

  static Optional<FakeService> service(FakeTable table, ServiceId id) {
    return table.services().stream().filter(service -> service.is(id)).findFirst();
  }

  static Optional<FakeDestination> destination(FakeService service, DestinationId id) {
    return service.destinations().stream().filter(found -> found.is(id)).findFirst();
  }
}
