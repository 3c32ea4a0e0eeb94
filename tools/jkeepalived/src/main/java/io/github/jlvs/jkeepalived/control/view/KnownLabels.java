// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What the series of virtual servers are told apart by, kept from page to page: it changes with the
 * configuration alone, and to put it together anew takes a third of the time of a page. Given up
 * where nobody has read metrics for a while and memory is short. Of one thread.
 */
public final class KnownLabels {
  private SoftReference<IdentityHashMap<VirtualServerSetup, OfService>> known =
      new SoftReference<>(new IdentityHashMap<>());

  /**
   * Those of a virtual server.
   *
   * @param name of itself
   * @param addresses of each of its virtual services, in their order
   * @param servers of its real servers, in their order, without the virtual server's
   */
  record OfService(Labels name, List<Labels> addresses, List<Labels> servers) {
    private static OfService of(ServerView service) {
      return new OfService(
          Labels.of("service", service.name()),
          service.setup().services().stream().map(each -> address(service, each)).toList(),
          service.servers().stream()
              .map(each -> Labels.of("server", each.status().server().address().toString()))
              .toList());
    }

    private static Labels address(ServerView service, VirtualService each) {
      ServiceId id = each.id();
      return Labels.of(
          "service",
          service.name(),
          "protocol",
          ServiceViews.protocol(id),
          "address",
          ServiceViews.address(id));
    }
  }

  /** Those of virtual servers, in their order. What was known of others is forgotten. */
  List<OfService> of(List<ServerView> services) {
    IdentityHashMap<VirtualServerSetup, OfService> before = known.get();
    IdentityHashMap<VirtualServerSetup, OfService> now = new IdentityHashMap<>();
    List<OfService> inOrder = new ArrayList<>(services.size());
    for (ServerView service : services) {
      OfService there = before == null ? null : before.get(service.setup());
      OfService labels = there == null ? OfService.of(service) : there;
      now.put(service.setup(), labels);
      inOrder.add(labels);
    }
    known = new SoftReference<>(now);
    return inOrder;
  }
}
