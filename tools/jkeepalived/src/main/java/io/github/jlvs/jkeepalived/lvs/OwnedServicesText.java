// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.ipvs.EndpointText;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.text.RuleText;
import io.github.jlvs.net.NamespaceId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The virtual services of a daemon as text: a line for each, as ipvsadm names it, so that a person
 * can remove by hand what is left behind. The second line says where they are; the last says that
 * nothing was cut off.
 *
 * <pre>
 * jkeepalived services 1
 * namespace 4026531840 cookie 1 boot 0c5d1a86-1f27-4b12-b54c-5dbcb40f2a09
 * -t 10.1.80.90:80
 * -f 7 -6
 * end
 * </pre>
 */
final class OwnedServicesText {
  private static final String FIRST = "jkeepalived services 1";
  private static final String LAST = "end";
  private static final int LINES_AROUND = 3;

  private OwnedServicesText() {}

  /** What such a text says. */
  sealed interface Content {
    /** These services. */
    record Services(Set<ServiceId> ids) implements Content {}

    /** Of another boot or another network namespace: the table that it was about is gone. */
    record Elsewhere() implements Content {}

    /** It is no such text; what is wrong follows the file's name. */
    record Damaged(String how) implements Content {}
  }

  static String write(NamespaceId here, Collection<ServiceId> services) {
    StringBuilder text = new StringBuilder(FIRST).append('\n').append(here).append('\n');
    services.forEach(id -> text.append(id.arguments(EndpointText.NUMBERS)).append('\n'));
    return text.append(LAST).append('\n').toString();
  }

  static Content read(NamespaceId here, String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(FIRST)) {
      return new Content.Damaged("does not begin with '" + FIRST + "'");
    }
    // Looked at before anything else: a cut number is a number too.
    if (lines.size() < LINES_AROUND || !text.endsWith("\n" + LAST + "\n")) {
      return new Content.Damaged("has no end");
    }
    Optional<NamespaceId> there = NamespaceId.parse(lines.get(1));
    if (there.isEmpty()) {
      return new Content.Damaged("names no network namespace in its second line");
    }
    if (!there.get().mayBe(here)) {
      return new Content.Elsewhere();
    }
    Set<ServiceId> services = new LinkedHashSet<>();
    for (String line : lines.subList(2, lines.size() - 1)) {
      Optional<ServiceId> service = service(line);
      if (service.isEmpty()) {
        return new Content.Damaged("has a line that names no virtual service");
      }
      services.add(service.get());
    }
    return new Content.Services(services);
  }

  private static Optional<ServiceId> service(String line) {
    try {
      return RuleText.operation("-D " + line)
          .filter(Operation.DeleteService.class::isInstance)
          .map(Operation.DeleteService.class::cast)
          .map(Operation.DeleteService::serviceId);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
