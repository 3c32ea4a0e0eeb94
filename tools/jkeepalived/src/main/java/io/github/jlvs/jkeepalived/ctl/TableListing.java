// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.control.view.Printable;
import java.util.List;

/** What people read of the kernel's table, beside what the daemon wants in it. */
final class TableListing {
  private TableListing() {}

  /** The page of {@code show table}. */
  static String table(JsonTree page) {
    String unreadable = page.text("tableUnreadable");
    if (!unreadable.equals(JsonTree.NONE)) {
      return Printable.of("The kernel's table cannot be read: " + unreadable) + "\n";
    }
    TextTable table =
        new TextTable(
            "SERVICE",
            "SCHEDULER",
            "OF",
            "REAL SERVER",
            "FORWARD",
            "WEIGHT",
            "WANTED",
            "ACTIVE",
            "INACTIVE");
    for (JsonTree service : page.objects("services")) {
      List<JsonTree> destinations = service.objects("destinations");
      if (destinations.isEmpty()) {
        row(table, service, JsonTree.EMPTY);
      }
      destinations.forEach(each -> row(table, service, each));
    }
    return table.isEmpty()
        ? "The daemon has no virtual servers, and does not read the table: jipvsadm -Ln shows it.\n"
        : table.text();
  }

  private static void row(TextTable table, JsonTree service, JsonTree server) {
    JsonTree weight = server.object("weight");
    JsonTree connections = server.object("connections");
    table.row(
        service.text("protocol")
            + " "
            + service.text("address")
            + (service.is("inTable") ? "" : " (missing)"),
        service.text("scheduler"),
        service.has("service") ? service.text("service") : "somebody else",
        server.text("address"),
        server.text("forwarding"),
        weight.text("actual"),
        weight.text("desired"),
        connections.text("active"),
        connections.text("inactive"));
  }

  /** Whether the table can be read and is as it is wanted. */
  static boolean isAsWanted(JsonTree page) {
    return !page.has("tableUnreadable")
        && page.texts("differences").isEmpty()
        && page.texts("failures").isEmpty();
  }

  /** What is not as it is wanted, for {@code diff}. */
  static String differences(JsonTree page) {
    StringBuilder text = new StringBuilder();
    if (page.has("tableUnreadable")) {
      return Printable.of("# the kernel's table cannot be read: " + page.text("tableUnreadable"))
          + "\n";
    }
    if (page.has("services") && page.objects("services").isEmpty()) {
      return "# the daemon has no virtual servers, and does not look at the kernel's table\n";
    }
    List<String> lines = page.texts("differences");
    text.append(
        lines.isEmpty()
            ? "# the kernel's table is what the daemon wants\n"
            : "# what would make the kernel's table what the daemon wants:\n");
    lines.forEach(line -> text.append(Printable.of(line)).append('\n'));
    page.texts("failures")
        .forEach(line -> text.append("# refused: ").append(Printable.of(line)).append('\n'));
    return text.toString();
  }
}
