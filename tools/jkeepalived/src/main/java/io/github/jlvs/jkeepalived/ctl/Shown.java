// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.control.view.Page;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What {@code show} lists. */
enum Shown {
  /** Virtual routers. */
  ROUTERS(Page.ROUTERS),
  /** Virtual services. */
  SERVICES(Page.SERVICES),
  /** Real servers. */
  SERVERS(Page.SERVERS),
  /** Checks of real servers. */
  CHECKS(Page.SERVERS, "servers"),
  /** The kernel's table. */
  TABLE(Page.TABLE, "services");

  private final Page page;
  private final String list;

  Shown(Page page) {
    this.page = page;
    this.list = word();
  }

  Shown(Page page, String list) {
    this.page = page;
    this.list = list;
  }

  /** Those that a person types. */
  static List<String> words() {
    return Stream.of(values()).map(Shown::word).toList();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a person has typed, in whichever case. */
  static Shown typed(String text) {
    return Stream.of(values())
        .filter(each -> each.word().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandLine.TypeConversionException(
                    "'" + text + "' cannot be shown: write " + String.join(", ", words())));
  }

  String path() {
    return page.path();
  }

  /** The field of the page that has them. */
  String list() {
    return list;
  }
}
