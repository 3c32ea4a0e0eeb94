// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.ArrayList;
import java.util.List;

/**
 * The flags of a virtual service that a user chooses, as in {@code IP_VS_SVC_F_*} of linux/ip_vs.h:
 * a set in which bits unknown to this version survive. Two of the kernel's bits are never in it:
 * "persistent" is {@link VirtualService#persistence()}, and "hashed" is the kernel's own business.
 *
 * @param bits the kernel's bits
 */
public record ServiceFlags(int bits) {
  private static final int PERSISTENT_AND_HASHED = 0x3;
  private static final int KNOWN = 0x3C;

  /** No flag. */
  public static final ServiceFlags NONE = new ServiceFlags(0);

  /** Every packet is scheduled on its own (UDP and firewall marks). */
  public static final ServiceFlags ONE_PACKET = new ServiceFlags(0x4);

  /** The scheduler's first flag. */
  public static final ServiceFlags SCHEDULER_1 = new ServiceFlags(0x8);

  /** The scheduler's second flag. */
  public static final ServiceFlags SCHEDULER_2 = new ServiceFlags(0x10);

  /** The scheduler's third flag. */
  public static final ServiceFlags SCHEDULER_3 = new ServiceFlags(0x20);

  /** Scheduler sh: another destination where the chosen one is unavailable. */
  public static final ServiceFlags SH_FALLBACK = SCHEDULER_1;

  /** Scheduler sh: the source port is hashed too. */
  public static final ServiceFlags SH_PORT = SCHEDULER_2;

  /** Scheduler mh: another destination where the chosen one is unavailable. */
  public static final ServiceFlags MH_FALLBACK = SCHEDULER_1;

  /** Scheduler mh: the source port is hashed too. */
  public static final ServiceFlags MH_PORT = SCHEDULER_2;

  /** Checks that the two bits with a place of their own are not here. */
  public ServiceFlags {
    if ((bits & PERSISTENT_AND_HASHED) != 0) {
      throw new IllegalArgumentException(
          "the flags persistent (0x1) and hashed (0x2) are not set here: 0x"
              + Integer.toHexString(bits));
    }
  }

  /**
   * Flags as the kernel reports them; the two bits with a place of their own are left out.
   *
   * @param bits any bits
   * @return the flags
   */
  public static ServiceFlags ofKernel(int bits) {
    int own = bits & ~PERSISTENT_AND_HASHED;
    return own == 0 ? NONE : new ServiceFlags(own);
  }

  /**
   * Whether all of the other flags are set here.
   *
   * @param other the flags asked for
   * @return true if none is missing
   */
  public boolean contains(ServiceFlags other) {
    return (bits & other.bits) == other.bits;
  }

  /**
   * These flags and more.
   *
   * @param other the flags to set
   * @return the union
   */
  public ServiceFlags with(ServiceFlags other) {
    return new ServiceFlags(bits | other.bits);
  }

  /**
   * These flags without some.
   *
   * @param other the flags to clear
   * @return the difference
   */
  public ServiceFlags without(ServiceFlags other) {
    return new ServiceFlags(bits & ~other.bits);
  }

  /**
   * The scheduler's flags by the names that ipvsadm gives them for that scheduler.
   *
   * @param scheduler the service's scheduler, for example {@code sh}
   * @return for example {@code [sh-fallback, sh-port]}, or {@code [flag-1]} for schedulers without
   *     names of their own
   */
  public List<String> schedulerFlagNames(String scheduler) {
    boolean named = scheduler.equals("sh") || scheduler.equals("mh");
    List<String> names = new ArrayList<>(3);
    if (contains(SCHEDULER_1)) {
      names.add(named ? scheduler + "-fallback" : "flag-1");
    }
    if (contains(SCHEDULER_2)) {
      names.add(named ? scheduler + "-port" : "flag-2");
    }
    if (contains(SCHEDULER_3)) {
      names.add("flag-3");
    }
    return names;
  }

  @Override
  public String toString() {
    List<String> names = schedulerFlagNames("");
    if (contains(ONE_PACKET)) {
      names.add("ops");
    }
    if ((bits & ~KNOWN) != 0) {
      names.add("0x" + Integer.toHexString(bits & ~KNOWN));
    }
    return String.join(",", names);
  }
}
