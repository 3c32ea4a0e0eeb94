// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.Optional;

/** One change of this host. */
public sealed interface Step {
  /** What it has done, for people. */
  String text();

  /** What it would do, in the words of {@link #text()}. */
  String preview();

  /** What takes it back. */
  Optional<Step> undo();

  /** Gives a kernel parameter another value. */
  record SetParameter(Setting setting, int from, int to) implements Step {
    @Override
    public String text() {
      return value() + " (it was " + from + ")";
    }

    @Override
    public String preview() {
      return "would " + value() + " (it is " + from + ")";
    }

    private String value() {
      return "set " + setting.text() + " to " + to;
    }

    @Override
    public Optional<Step> undo() {
      return Optional.of(new SetParameter(setting, to, from));
    }
  }

  /**
   * Makes a tunnel that takes packets from anybody, or has the kernel make it by loading the
   * module.
   */
  record MakeTunnel(Device device) implements Step {
    @Override
    public String text() {
      return "made " + device.text();
    }

    @Override
    public String preview() {
      return "would make " + device.text();
    }

    /** The kernel does not give up its own; one that is down takes nothing. */
    @Override
    public Optional<Step> undo() {
      return Optional.empty();
    }
  }

  /** Takes an interface up: lo, as ifconfig(8) does along with an address, or a tunnel. */
  record TakeUp(Device device) implements Step {
    @Override
    public String text() {
      return "took " + device.text() + " up";
    }

    @Override
    public String preview() {
      return "would take " + device.text() + " up";
    }

    /** But for lo: by then others may rely on it. */
    @Override
    public Optional<Step> undo() {
      return device == Device.LOOPBACK ? Optional.empty() : Optional.of(new TakeDown(device));
    }
  }

  /** Takes a tunnel down. */
  record TakeDown(Device device) implements Step {
    @Override
    public String text() {
      return "took " + device.text() + " down";
    }

    @Override
    public String preview() {
      return "would take " + device.text() + " down";
    }

    @Override
    public Optional<Step> undo() {
      return Optional.of(new TakeUp(device));
    }
  }

  /** Adds a virtual address. */
  record AddAddress(Vip vip, Device device, Optional<String> label) implements Step {
    @Override
    public String text() {
      return "added " + place();
    }

    @Override
    public String preview() {
      return "would add " + place();
    }

    private String place() {
      return vip
          + "/"
          + vip.bits()
          + " to "
          + device.text()
          + label.map(name -> " as " + name).orElse("");
    }

    @Override
    public Optional<Step> undo() {
      return Optional.of(new RemoveAddress(vip, device, label));
    }
  }

  /** Removes a virtual address. */
  record RemoveAddress(Vip vip, Device device, Optional<String> label) implements Step {
    @Override
    public String text() {
      return "removed " + place();
    }

    @Override
    public String preview() {
      return "would remove " + place();
    }

    private String place() {
      return vip + "/" + vip.bits() + " from " + device.text();
    }

    @Override
    public Optional<Step> undo() {
      return Optional.of(new AddAddress(vip, device, label));
    }
  }

  /** Adds the host route through lo. */
  record AddRoute(Vip vip) implements Step {
    @Override
    public String text() {
      return "added the route to " + vip + " through lo";
    }

    @Override
    public String preview() {
      return "would add the route to " + vip + " through lo";
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
    public String preview() {
      return "would remove the route to " + vip + " through lo";
    }

    @Override
    public Optional<Step> undo() {
      return Optional.of(new AddRoute(vip));
    }
  }
}
