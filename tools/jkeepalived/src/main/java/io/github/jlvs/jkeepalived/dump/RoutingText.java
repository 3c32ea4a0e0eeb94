// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import io.github.jlvs.vrrp.linux.RouterSetup;
import java.util.List;

/** Routes and rules of a virtual router, in the words of ip(8). */
final class RoutingText {
  private RoutingText() {}

  static List<String> routes(RouterSetup setup) {
    return setup.routes().stream()
        .map(route -> withTracking(without("route ", route.toString()), route.tracked()))
        .toList();
  }

  static List<String> rules(RouterSetup setup) {
    return setup.rules().stream()
        .map(rule -> withTracking(without("rule ", rule.toString()), rule.tracked()))
        .toList();
  }

  private static String without(String word, String text) {
    return text.startsWith(word) ? text.substring(word.length()) : text;
  }

  private static String withTracking(String text, boolean tracked) {
    return tracked ? text : text + " no_track";
  }
}
