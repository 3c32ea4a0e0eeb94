// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Mistakes that a VRRP implementation can make, planted one at a time around the sound state
 * machine: in its configuration, in what it hears, in when it is called or in what it wants done.
 */
enum PlantedBug implements Workshop {
  /** Master_Down_Interval is 3 x interval for every priority. */
  NO_SKEW {
    @Override
    public Machine machine(RouterPlan plan) {
      return plan.group() ? Machine.of(plan) : new WithoutSkew(plan.routers().get(0));
    }
  },

  /** In backup, greater than instead of greater than or equal. */
  EQUAL_PRIORITY_DISCARDED {
    @Override
    public Machine machine(RouterPlan plan) {
      return Mishearing.mistaking(
          plan,
          State.BACKUP,
          (router, heard) ->
              heard.priority() == router.priority() && heard.priority() > 1
                  ? heard.withPriority(heard.priority() - 1)
                  : heard);
    }
  },

  /** Two masters of one priority both stay. */
  TIE_BREAK_IGNORED {
    @Override
    public Machine machine(RouterPlan plan) {
      return Mishearing.deaf(
          plan, State.MASTER, (router, heard) -> heard.priority() == router.priority());
    }
  },

  /** Of two masters of one priority both yield. */
  TIE_BREAK_BY_PRIORITY_ALONE {
    @Override
    public Machine machine(RouterPlan plan) {
      return Mishearing.mistaking(
          plan,
          State.MASTER,
          (router, heard) ->
              heard.priority() == router.priority() ? heard.from(255, 255, 255, 255) : heard);
    }
  },

  /** Octets of addresses are compared with a sign: 10.0.0.200 is lower than 10.0.0.100. */
  ADDRESSES_COMPARED_WITH_A_SIGN {
    @Override
    public Machine machine(RouterPlan plan) {
      int own = plan.addresses().get(0).getAddress()[3];
      return Mishearing.mistaking(
          plan,
          State.MASTER,
          (router, heard) ->
              heard.source().getAddress()[3] > own
                  ? heard.from(255, 255, 255, 255)
                  : heard.from(0, 0, 0, 1));
    }
  },

  /** A backup does not know what priority 0 means. */
  PRIORITY_ZERO_IGNORED {
    @Override
    public Machine machine(RouterPlan plan) {
      return Mishearing.deaf(plan, State.BACKUP, (router, heard) -> heard.priority() == 0);
    }
  },

  /** A master that stops forgets to say so. */
  PRIORITY_ZERO_NOT_SENT {
    @Override
    public Machine machine(RouterPlan plan) {
      return Misdoing.forgetting(plan, Misdoing.Deed.PRIORITY_ZERO);
    }
  },

  /** Preempt_Mode is always true. */
  NOPREEMPT_IGNORED {
    @Override
    public Machine machine(RouterPlan plan) {
      return configured(plan, config -> config.withPreempt(true));
    }
  },

  /** Preempt_Mode is always false. */
  PREEMPTION_FORGOTTEN {
    @Override
    public Machine machine(RouterPlan plan) {
      return configured(plan, config -> config.withPreempt(false));
    }
  },

  /** A master does not step down for anybody. */
  NEVER_YIELDS {
    @Override
    public Machine machine(RouterPlan plan) {
      return Mishearing.mistaking(
          plan,
          State.MASTER,
          (router, heard) -> heard.priority() == 0 ? heard : heard.withPriority(1));
    }
  },

  /** A master that yields sends one more regular advertisement from its old timer. */
  ADVERTISES_IN_BACKUP {
    @Override
    public Machine machine(RouterPlan plan) {
      return new StillAdvertising(Machine.of(plan), plan);
    }
  },

  /** A master that yields leaves its addresses where they are. */
  ADDRESSES_KEPT {
    @Override
    public Machine machine(RouterPlan plan) {
      return Misdoing.forgetting(plan, Misdoing.Deed.REMOVING_ADDRESSES);
    }
  },

  /** A new master does not announce its addresses. */
  NO_GRATUITOUS_ARP {
    @Override
    public Machine machine(RouterPlan plan) {
      return Misdoing.forgetting(plan, Misdoing.Deed.GRATUITOUS_ARP);
    }
  },

  /** Advertisements do not reset the master down timer. */
  TIMER_NOT_RESET {
    @Override
    public Machine machine(RouterPlan plan) {
      return Mishearing.deaf(plan, State.BACKUP, (router, heard) -> heard.priority() != 0);
    }
  },

  /** Off by one: four advertisements may be missed. */
  ONE_ADVERTISEMENT_TOO_MANY {
    @Override
    public Machine machine(RouterPlan plan) {
      return configured(plan, config -> config.withAdverts(config.adverts() + 1));
    }
  },

  /** The other way round: two. */
  ONE_ADVERTISEMENT_TOO_FEW {
    @Override
    public Machine machine(RouterPlan plan) {
      return configured(plan, config -> config.withAdverts(config.adverts() - 1));
    }
  },

  /** Weights change the priority, but not the one that the election uses. */
  WEIGHTS_FORGOTTEN {
    @Override
    public Machine machine(RouterPlan plan) {
      return new Misinformed(Machine.of(plan), input -> !(input instanceof Input.PriorityChanged));
    }
  },

  /** Things tracked are not tracked. */
  FAULTS_FORGOTTEN {
    @Override
    public Machine machine(RouterPlan plan) {
      return new Misinformed(Machine.of(plan), input -> !(input instanceof Input.TrackedDown));
    }
  },

  /** Each advertisement of lower priority starts the delay anew. */
  PREEMPT_DELAY_NEVER_OVER {
    @Override
    public Machine machine(RouterPlan plan) {
      return configured(
          plan, config -> config.delay().isZero() ? config : config.withDelay(Duration.ofDays(9)));
    }
  },

  /** When the delay is over, up to one more interval is waited: what keepalived does. */
  PREEMPT_DELAY_ONE_INTERVAL_LONGER {
    @Override
    public Machine machine(RouterPlan plan) {
      return configured(
          plan,
          config ->
              config.delay().isZero()
                  ? config
                  : config.withDelay(config.delay().plusSeconds(config.interval())));
    }
  },

  /** The owner of the addresses obeys nopreempt. */
  OWNER_DOES_NOT_PREEMPT {
    @Override
    public Machine machine(RouterPlan plan) {
      return Mishearing.mistaking(
          plan,
          State.BACKUP,
          (router, heard) ->
              router.config().owner() && heard.priority() != 0 ? heard.withPriority(255) : heard);
    }
  },

  /** The members of a sync group do not know of each other. */
  SYNC_GROUP_IGNORED {
    @Override
    public Machine machine(RouterPlan plan) {
      return plan.group() ? new Loose(plan.routers()) : Machine.of(plan);
    }
  },

  /** The shell looks at its timers before it drains its sockets. */
  TIMERS_BEFORE_SOCKETS {
    @Override
    public Machine machine(RouterPlan plan) {
      return Machine.of(plan);
    }

    @Override
    public boolean timersBeforeSockets() {
      return true;
    }
  };

  private static Machine configured(RouterPlan plan, UnaryOperator<Settings> change) {
    return Machine.of(plan.with(config -> change.apply(Settings.of(config)).applyTo(config)));
  }

  /** What bugs change of a configuration. */
  record Settings(boolean preempt, Duration delay, int adverts, int interval) {
    static Settings of(VirtualRouterConfig config) {
      return new Settings(
          config.preempt(),
          config.preemptDelay(),
          config.downTimerAdverts(),
          config.intervalSeconds());
    }

    Settings withPreempt(boolean value) {
      return new Settings(value, delay, adverts, interval);
    }

    Settings withDelay(Duration value) {
      return new Settings(preempt, value, adverts, interval);
    }

    Settings withAdverts(int value) {
      return new Settings(preempt, delay, value, interval);
    }

    VirtualRouterConfig applyTo(VirtualRouterConfig config) {
      return new VirtualRouterConfig(
          config.vrid(),
          config.priority(),
          config.intervalSeconds(),
          config.addresses(),
          config.authentication(),
          preempt,
          delay,
          adverts,
          config.acceptMode(),
          config.answerLowerPriority(),
          config.advertiseBeforeYielding(),
          config.gratuitousArp());
    }
  }
}
