// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Step;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.util.HashSet;
import java.util.List;

/**
 * A packet is refused when it was damaged, or when its sender differs in what must be the same, and
 * for nothing else. In version 3 another list of addresses and another kind of checksum are told
 * beside an advertisement that counts.
 */
final class Differences implements Watch {
  private List<Step> steps = List.of();

  @Override
  public void gave(Node node, int member, Input input, List<State> before, List<Step> out) {
    steps = out;
  }

  @Override
  public void heard(Node node, Packet packet) {
    VirtualRouterConfig mine = node.config(packet.lan());
    VirtualRouterConfig theirs = packet.sender();
    require(!packet.damaged(), "a damaged packet is refused", node, packet);
    require(Node.understand(mine, theirs), "who differs in what counts is refused", node, packet);
    boolean heeds = !mine.hearsNobody();
    boolean list =
        heeds && !new HashSet<>(mine.addresses()).equals(new HashSet<>(theirs.addresses()));
    boolean sum = heeds && !mine.protocol().equals(theirs.protocol());
    require(
        told(Rejection.AddressList.class) == list
            && told(Rejection.ChecksumKind.class) == (sum && !list),
        "what differs and counts all the same is told",
        node,
        packet);
  }

  @Override
  public void refused(Node node, Packet packet) {
    require(
        packet.damaged() || !Node.understand(node.config(packet.lan()), packet.sender()),
        "who differs in nothing that counts is heard",
        node,
        packet);
  }

  private boolean told(Class<? extends Rejection> what) {
    for (Step step : steps) {
      if (step instanceof Step.OfMember of
          && of.action() instanceof Event.DifferenceNoticed noticed
          && what.isInstance(noticed.difference())) {
        return true;
      }
    }
    return false;
  }

  private static void require(boolean kept, String promise, Node node, Packet packet) {
    if (!kept) {
      throw new Violation(
          promise,
          "%s, of %s with %s of %s"
              .formatted(
                  node.plan.name(),
                  Fault.name(packet.from()),
                  packet.sender().addresses(),
                  packet.sender().protocol()));
    }
  }
}
