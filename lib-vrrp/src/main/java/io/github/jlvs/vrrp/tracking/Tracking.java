// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.tracking;

/**
 * That a virtual router tracks something, and what follows for it, as in keepalived:
 *
 * <pre>
 *   weight 0   its being down is a fault; with reverse, its being up
 *   above 0    added to the priority while it is up; with reverse, taken off
 *   below 0    added (so, taken off) while it is down; with reverse, the other way round
 * </pre>
 *
 * <p>Of a number, weight times the number is added, and a sum of -254 or less is a fault; with
 * weight 0 a number other than 0 is one.
 *
 * @param thing what is tracked: an interface's name, or a name under which its state is reported
 * @param weight -254 to 254
 * @param reverse whether what is added to the priority changes its sign, and up and down their
 *     places where the weight is 0
 */
public record Tracking(String thing, int weight, boolean reverse) {
  private static final int LARGEST_WEIGHT = 254;
  private static final int FAULT = -254;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the weight is out of it
   */
  public Tracking {
    if (Math.abs(weight) > LARGEST_WEIGHT) {
      throw new IllegalArgumentException(
          "weight " + weight + " of " + thing + " is not between -254 and 254");
    }
  }

  /**
   * What follows at the moment.
   *
   * @param fault whether it keeps the virtual router from taking part
   * @param adjustment what it adds to the priority
   */
  public record Effect(boolean fault, int adjustment) {
    /** Nothing. */
    public static final Effect NONE = new Effect(false, 0);
  }

  /**
   * Something whose loss is a fault.
   *
   * @param thing what is tracked
   * @return weight 0
   */
  public static Tracking fault(String thing) {
    return new Tracking(thing, 0, false);
  }

  /**
   * Something that changes the priority.
   *
   * @param thing what is tracked
   * @param weight -254 to 254
   * @return that weight, not reversed
   * @throws IllegalArgumentException if the weight is out of its range
   */
  public static Tracking weighted(String thing, int weight) {
    return new Tracking(thing, weight, false);
  }

  /**
   * What follows from its state.
   *
   * @param state how it is
   * @return the effect; none while nobody has looked, or can
   */
  public Effect effect(TrackedState state) {
    if (state instanceof TrackedState.Value value) {
      return ofNumber(value.value());
    }
    if (state instanceof TrackedState.Unknown || state instanceof TrackedState.Untracked) {
      return Effect.NONE;
    }
    boolean up = state instanceof TrackedState.Up;
    if (weight == 0) {
      return new Effect(up == reverse, 0);
    }
    return up == weight > 0 ? new Effect(false, reverse ? -weight : weight) : Effect.NONE;
  }

  private Effect ofNumber(int value) {
    if (weight == 0) {
      return new Effect((value != 0) != reverse, 0);
    }
    long sum = (long) (reverse ? -weight : weight) * value;
    return sum <= FAULT
        ? new Effect(true, 0)
        : new Effect(false, (int) Math.min(sum, LARGEST_WEIGHT));
  }

  /**
   * Whether a start waits until somebody has looked.
   *
   * @return true where it may be a fault
   */
  public boolean isAwaited() {
    return weight == 0;
  }
}
