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
  SERVERS(Page.SERVERS),
  /** Checks of real servers. */
  CHECKS(Page.SERVERS, "servers"),
  /** The kernel's table. */
  TABLE(Page.TABLE, "services");

  private final Page page;
  private final String list;

  Shown(Page page) {
    this.page = page;
    this.list = name().toLowerCase(Locale.ROOT);
  }

  Shown(Page page, String list) {
    this.page = page;
    this.list = list;
  }

  String path() {
    return page.path();
  }

  /** The field of the page that has them. */
  String list() {
    return list;
  }
}
