// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jlvs.netlink.fake.FakeKernel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
  private static final int GROUP = 5;
  private static final int EVENT = 20;

  private final List<String> heard = new ArrayList<>();
  private final Subscription.Listener listener =
      new Subscription.Listener() {
        @Override
        public void event(Reply event) {
          heard.add("event " + event.u32(0));
        }

        @Override
        public void resynchronise() {
          heard.add("resynchronise");
        }
      };

  @Test
  void eventsArriveInTheirOrder() {
    FakeKernel kernel = new FakeKernel((request, answer) -> {});
    try (Subscription subscription = new Subscription(kernel, GROUP)) {
      publish(kernel, 1, 2, 3);
      hearAll(subscription);

      assertThat(heard).containsExactly("event 1", "event 2", "event 3");
    }
  }

  /**
   * Linux says once that it dropped events, and drops on in silence until the queue is empty. Only
   * a word that comes after that lets the listener read everything without missing a change.
   */
  @Test
  void theWordToResynchroniseComesWhenNothingOlderIsLeft() {
    FakeKernel kernel = new FakeKernel((request, answer) -> {}).withReceiveBuffer(2);
    try (Subscription subscription = new Subscription(kernel, GROUP)) {
      publish(kernel, 1, 2, 3, 4);
      hearAll(subscription);
      assertThat(heard).last().isEqualTo("resynchronise");
      assertThat(heard).doesNotHaveDuplicates();

      heard.clear();
      publish(kernel, 5);
      hearAll(subscription);
      assertThat(heard).containsExactly("event 5");
    }
  }

  @Test
  void aListenerThatThrowsHearsTheEventsBehind() {
    FakeKernel kernel = new FakeKernel((request, answer) -> {});
    MessageWriter three = new MessageWriter();
    for (int value = 1; value <= 3; value++) {
      three.begin(EVENT, 0);
      three.fixed32(value);
      three.end();
    }
    byte[] datagram = new byte[three.size()];
    three.written().get(datagram);
    kernel.deliver(datagram);
    Subscription.Listener throwing =
        new Subscription.Listener() {
          @Override
          public void event(Reply event) {
            throw new MalformedMessageException("event " + event.u32(0));
          }

          @Override
          public void resynchronise() {}
        };
    try (Subscription subscription = new Subscription(kernel, GROUP)) {
      assertThatExceptionOfType(MalformedMessageException.class)
          .isThrownBy(() -> subscription.await(Duration.ZERO, throwing))
          .withMessage("event 1");
      hearAll(subscription);

      assertThat(heard).containsExactly("event 2", "event 3");
    }
  }

  @Test
  void aListenerThatClosesHearsNoMore() {
    FakeKernel kernel = new FakeKernel((request, answer) -> {});
    Subscription subscription = new Subscription(kernel, GROUP);
    MessageWriter two = new MessageWriter();
    for (int value = 1; value <= 2; value++) {
      two.begin(EVENT, 0);
      two.fixed32(value);
      two.end();
    }
    byte[] datagram = new byte[two.size()];
    two.written().get(datagram);
    kernel.deliver(datagram);
    publish(kernel, 3);
    Subscription.Listener closing =
        new Subscription.Listener() {
          @Override
          public void event(Reply event) {
            heard.add("event " + event.u32(0));
            subscription.close();
          }

          @Override
          public void resynchronise() {}
        };

    assertThat(subscription.await(Duration.ZERO, closing)).isTrue();
    assertThat(subscription.isOpen()).isFalse();
    assertThat(subscription.await(Duration.ZERO, closing)).isFalse();
    assertThat(heard).containsExactly("event 1");
    assertThat(kernel.isClosed()).isTrue();
  }

  private void hearAll(Subscription subscription) {
    boolean more = true;
    while (more) {
      more = subscription.await(Duration.ZERO, listener);
    }
  }

  private static void publish(FakeKernel kernel, int... values) {
    for (int value : values) {
      kernel.publish(GROUP, EVENT, writer -> writer.fixed32(value));
    }
  }
}
