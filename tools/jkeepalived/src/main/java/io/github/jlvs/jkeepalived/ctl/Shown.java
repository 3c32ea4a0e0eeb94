// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import io.github.jlvs.jkeepalived.control.view.Page;
import java.util.Locale;

/** What {@code show} lists. */
enum Shown {
  /** Virtual routers. */
  ROUTERS(Page.ROUTERS),
  /** Virtual services. */
  SERVICES(Page.SERVICES),
  /** Real servers. */
  SERVERS(Page.SERVERS);

  private final Page page;

  Shown(Page page) {
    this.page = page;
  }

  String path() {
    return page.path();
  }

  /** The field of the page that has them. */
  String list() {
    return name().toLowerCase(Locale.ROOT);
  }
}
