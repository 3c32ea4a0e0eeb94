// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.Optional;

/** One change of this host. */
public sealed interface Step {
  /** What it does, for people. */
  String text();

  /** What takes it back. */
  Optional<Step> undo();

  /** Gives a kernel parameter another value. */
  record SetParameter(ArpSetting setting, int from, int to) implements Step {
    @Override
    public String text() {
      return "set " + setting.text() + " to " + to + " (it was " + from + ")";
    }

    @Override
    public Optional<Step> undo() {
      return Optional.of(new SetParameter(setting, to, from));
    }
  }

  /** Takes lo up, as ifconfig(8) does along with an address. */
  record TakeLoopbackUp() implements Step {
    @Override
    public String text() {
      return "took lo up";
    }

    /** By then others may rely on it. */
    @Override
    public Optional<Step> undo() {
      return Optional.empty();
    }
  }

  /** Adds a virtual address to lo. */
  record AddAddress(Vip vip, Optional<String> label) implements Step {
    @Override
    public String text() {
      return "added "
          + vip
          + "/"
          + vip.bits()
          + " to lo"
          + label.map(name -> " as " + name).orElse("");
    }

    @Override
    public Optional<Step> undo() {
      return Optional.of(new RemoveAddress(vip, label));
    }
  }

  /** Removes a virtual address from lo. */
  record RemoveAddress(Vip vip, Optional<String> label) implements Step {
    @Override
    public String text() {
      return "removed " + vip + "/" + vip.bits() + " from lo";
    }

    @Override
    public Optional<Step> undo() {
      return Optional.of(new AddAddress(vip, label));
    }
  }

  /** Adds the host route through lo. */
  record AddRoute(Vip vip) implements Step {
    @Override
    public String text() {
      return "added the route to " + vip + " through lo";
    }

    @Override
    public Optional<Step> undo() {
      return Optional.of(new RemoveRoute(vip));
    }
  }

  /** Removes the host route through lo. */
  record RemoveRoute(Vip vip) implements Step {
    @Override
    public String text() {
      return "removed the route to " + vip + " through lo";
    }

    @Override
    public Optional<Step> undo() {
      return Optional.of(new AddRoute(vip));
    }
  }
}
