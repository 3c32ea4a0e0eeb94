// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import static io.github.jlvs.vrrp.hmac.Messages.BY_TIME;
import static io.github.jlvs.vrrp.hmac.Messages.MONOTONIC;
import static io.github.jlvs.vrrp.hmac.Messages.NOON;
import static io.github.jlvs.vrrp.hmac.Messages.ROUTER;
import static io.github.jlvs.vrrp.hmac.Messages.SECOND;
import static io.github.jlvs.vrrp.hmac.Messages.SENDER;
import static io.github.jlvs.vrrp.hmac.Messages.hear;
import static io.github.jlvs.vrrp.hmac.Messages.say;
import static io.github.jlvs.vrrp.hmac.Messages.sender;
import static io.github.jlvs.vrrp.hmac.Messages.signer;
import static io.github.jlvs.vrrp.hmac.Messages.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.hmac.Messages.Message;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Somebody who hears everything, can send anything from any address, and has no key. Also what that
 * somebody can do: what is not prevented is written down here, as a test.
 */
class HmacAttackTest {
  private static final InetAddress SELF = sender(200);

  @Test
  void aReceiverThatWasRestartedCanBeFooledWithinTheWindowAndNoLonger() {
    HmacSigner signer = signer();
    Message old = say(signer, SENDER, NOON);
    Message recent = say(signer, SENDER, NOON + 6 * SECOND);
    long now = NOON + 7 * SECOND;
    HmacVerifier restarted = verifier();

    assertThat(hear(restarted, old, now)).isInstanceOf(HmacVerdict.Stale.class);
    assertThat(hear(restarted, recent, now)).as("not prevented").isEqualTo(signed(-1000));
    assertThat(hear(restarted, recent, now)).isInstanceOf(HmacVerdict.Replay.class);
    assertThat(hear(restarted, say(signer, SENDER, now), now)).isEqualTo(signed(0));
  }

  @Test
  void aReceiverThatWasReloadedCannotBeFooled() {
    Message message = say(SENDER, NOON);
    HmacVerifier verifier = verifier();
    hear(verifier, message, NOON);
    HmacKeys keys = new HmacKeys(List.of(Captured.KEY, HmacKey.of(8, new byte[32])), 8);

    HmacVerifier reloaded =
        verifier.with(HmacSettings.of(keys, 100), List.of(SENDER), NOON + SECOND);
    assertThat(hear(reloaded, message, NOON + SECOND)).isInstanceOf(HmacVerdict.Replay.class);
    HmacVerifier again = reloaded.with(BY_TIME, List.of(), NOON + 2 * SECOND);
    assertThat(hear(again, message, NOON + 2 * SECOND)).isInstanceOf(HmacVerdict.Replay.class);
  }

  /** Four others have taken its mark, and five seconds later nothing is left of it. */
  @Test
  void aLongerWindowBringsNothingBack() {
    HmacVerifier verifier = verifier();
    Message old = say(SENDER, NOON);
    hear(verifier, old, NOON);
    long now = NOON + 10 * SECOND;
    for (int i = 10; i < 10 + SenderMarks.STRANGERS; i++) {
      hear(verifier, say(sender(i), now), now);
    }
    HmacSettings longer = new HmacSettings(BY_TIME.keys(), BY_TIME.mode(), AntiReplay.TIME, 300);

    for (List<InetAddress> peers : List.of(List.<InetAddress>of(), List.of(SENDER))) {
      assertThat(hear(verifier.with(longer, peers, now), old, now))
          .isInstanceOf(HmacVerdict.Replay.class);
    }
    HmacVerifier reloaded = verifier.with(longer, List.of(), now);
    assertThat(hear(reloaded, say(SENDER, now - 4 * SECOND), now)).isEqualTo(signed(-4000));
  }

  /** A floor is a matter of clocks: where they are not asked there is none. */
  @Test
  void aReloadToMonotonicShutsNobodyOut() {
    HmacVerifier verifier = verifier();
    for (int i = 0; i <= SenderMarks.STRANGERS; i++) {
      hear(verifier, say(sender(i), NOON), NOON);
    }
    HmacVerifier reloaded = verifier.with(MONOTONIC, List.of(), NOON);

    assertThat(hear(reloaded, say(SELF, SECOND), NOON).isAccepted()).isTrue();
    assertThat(hear(reloaded, say(sender(4), NOON), NOON)).isInstanceOf(HmacVerdict.Replay.class);
  }

  /** With the key and the address right, a router's own message would make it follow itself. */
  @Test
  void aRouterDoesNotBelieveItsOwnMessages() {
    Message mine = say(SELF, NOON);
    HmacVerifier verifier = verifier();
    assertThat(hear(verifier(), mine, NOON)).as("by its form alone").isEqualTo(signed(0));
    verifier.sent(SELF, mine.sequence(), NOON);

    assertThat(hear(verifier, mine, NOON)).isInstanceOf(HmacVerdict.Replay.class);
  }

  @Test
  void aRouterDoesNotBelieveWhatItSaidUnderItsFormerAddress() {
    HmacSigner signer = signer();
    Message before = say(signer, SELF, NOON);
    Message after = say(signer, sender(201), NOON + SECOND);
    HmacVerifier verifier = verifier();
    verifier.sent(SELF, before.sequence(), NOON);
    verifier.sent(sender(201), after.sequence(), NOON + SECOND);

    assertThat(hear(verifier, before, NOON + SECOND)).isInstanceOf(HmacVerdict.Replay.class);
    assertThat(hear(verifier, after, NOON + SECOND)).isInstanceOf(HmacVerdict.Replay.class);
  }

  /** The address that is now this router's own was another's, which was heard further ahead. */
  @Test
  void anAddressThatBecomesThisRoutersOwnKeepsItsMark() {
    Message theirs = say(SELF, NOON + SECOND);
    HmacVerifier verifier = verifier();
    hear(verifier, theirs, NOON);
    verifier.sent(SELF, say(SELF, NOON).sequence(), NOON);

    assertThat(hear(verifier, theirs, NOON)).isInstanceOf(HmacVerdict.Replay.class);
  }

  /** Another machine with the address and the key is no attacker, and must be seen to be told. */
  @Test
  void whoHasTheSameAddressAndTheKeyIsHeard() {
    HmacVerifier verifier = verifier();
    verifier.sent(SELF, say(SELF, NOON).sequence(), NOON);

    assertThat(hear(verifier, say(SELF, NOON + SECOND), NOON + SECOND)).isEqualTo(signed(0));
  }

  @Test
  void anotherVirtualRoutersMessageIsRefusedWhicheverVridIsWrittenIntoIt() {
    HmacSigner other = new HmacSigner(new RouterIdentity(AddressFamily.IPV4, 3, 52), BY_TIME);
    ByteBuffer pdu = Messages.pdu().put(1, (byte) 52);
    ByteBuffer trailer = ByteBuffer.allocate(HmacTrailer.LENGTH);
    other.sign(SENDER, pdu, NOON, trailer);
    trailer.flip();

    assertThat(verifier().verify(SENDER, pdu, trailer, NOON))
        .isEqualTo(new HmacVerdict.Malformed(HmacVerdict.Fault.VRID, 51, 52));
    assertThat(verifier().verify(SENDER, Messages.pdu(), trailer, NOON))
        .isEqualTo(new HmacVerdict.InvalidHmac(7, 0));
  }

  /** What lies between advertisement and trailer, or behind, is of neither. */
  @Test
  void paddingIsRefusedWhereverItIs() {
    Message message = say(SENDER, NOON);
    byte[] trailer = message.trailer().array();
    byte[] behind = Arrays.copyOf(trailer, 46);
    byte[] before = new byte[46];
    System.arraycopy(trailer, 0, before, 18, 28);
    byte[] pdu = Arrays.copyOf(message.pdu().array(), 16);

    for (byte[] padded : List.of(behind, before)) {
      assertThat(verifier().verify(SENDER, message.pdu(), ByteBuffer.wrap(padded), NOON))
          .isInstanceOf(HmacVerdict.Malformed.class);
    }
    assertThat(verifier().verify(SENDER, ByteBuffer.wrap(pdu), message.trailer(), NOON))
        .isEqualTo(new HmacVerdict.InvalidHmac(7, 0));
  }

  /** No attack: its own past stands in its way, for as long as the step was. */
  @Test
  void aSenderThatIsStartedAnewAfterItsClockWentBackIsHeardWhenItHasCaughtUp() {
    HmacVerifier verifier = verifier();
    hear(verifier, say(SENDER, NOON + 3 * SECOND), NOON);

    HmacSigner again = signer();
    assertThat(hear(verifier, say(again, SENDER, NOON + SECOND), NOON + SECOND))
        .isInstanceOf(HmacVerdict.Replay.class);
    assertThat(hear(verifier, say(again, SENDER, NOON + 4 * SECOND), NOON + 4 * SECOND))
        .isEqualTo(signed(0));
  }

  /** Neither forgeries nor stale messages move a mark, or take one away from somebody. */
  @Test
  void whoHasNoKeyChangesNothing() {
    HmacVerifier verifier = verifier();
    Message genuine = say(SENDER, NOON);
    hear(verifier, genuine, NOON);
    HmacSigner forger =
        new HmacSigner(ROUTER, HmacSettings.of(HmacKeys.only(HmacKey.of(7, new byte[32])), 100));
    for (int i = 0; i < 1000; i++) {
      Message forged = say(forger, sender(i), NOON + 4 * SECOND);
      assertThat(hear(verifier, forged, NOON)).isInstanceOf(HmacVerdict.InvalidHmac.class);
    }

    assertThat(hear(verifier, genuine, NOON)).isInstanceOf(HmacVerdict.Replay.class);
    assertThat(hear(verifier, say(SENDER, NOON + SECOND), NOON + SECOND)).isEqualTo(signed(0));
  }

  /** Each would make the receiver forget the next, round and round. */
  @Test
  void fiveSendersCannotBePlayedInTurns() {
    HmacVerifier verifier = verifier();
    List<Message> captured = new ArrayList<>();
    for (int i = 0; i <= SenderMarks.STRANGERS; i++) {
      captured.add(say(sender(i), NOON + i * SECOND / 10));
      assertThat(hear(verifier, captured.get(i), NOON + SECOND))
          .isInstanceOf(HmacVerdict.Signed.class);
    }

    for (int round = 0; round < 3; round++) {
      for (Message old : captured) {
        assertThat(hear(verifier, old, NOON + SECOND)).isInstanceOf(HmacVerdict.Replay.class);
      }
    }
  }

  /** The price of that: one whose clock is behind, without a mark, waits until it has passed. */
  @Test
  void aFifthSenderWhoseClockIsBehindIsHeardAWhileLater() {
    HmacVerifier verifier = verifier();
    for (int i = 0; i <= SenderMarks.STRANGERS; i++) {
      hear(verifier, say(sender(i), NOON), NOON);
    }
    HmacSigner behind = signer();

    assertThat(hear(verifier, say(behind, SELF, NOON - SECOND), NOON))
        .isInstanceOf(HmacVerdict.Replay.class);
    assertThat(hear(verifier, say(behind, SELF, NOON + SECOND), NOON + 2 * SECOND))
        .isEqualTo(signed(-1000));
  }

  @Test
  void aNamedPeerIsHeardHoweverManyOthersThereAre() {
    HmacVerifier verifier = verifier(BY_TIME, List.of(SENDER));
    Message peers = say(SENDER, NOON - SECOND);
    for (int i = 10; i < 30; i++) {
      hear(verifier, say(sender(i), NOON), NOON);
    }

    assertThat(hear(verifier, peers, NOON)).isEqualTo(signed(-1000));
    for (int i = 10; i < 30; i++) {
      hear(verifier, say(sender(i), NOON + SECOND), NOON + SECOND);
    }
    assertThat(hear(verifier, peers, NOON + SECOND)).isInstanceOf(HmacVerdict.Replay.class);
  }

  /** Else both routers would be master for as long as the step was. */
  @Test
  void aStepBackOfAllClocksSilencesNobody() {
    HmacSigner signer = signer();
    HmacVerifier verifier = verifier();
    hear(verifier, say(signer, SENDER, NOON), NOON);
    long back = NOON - 3600 * SECOND;

    assertThat(hear(verifier, say(signer, SENDER, back), back)).isEqualTo(signed(0));
    assertThat(hear(verifier, say(signer, SENDER, back + SECOND), back + SECOND))
        .isEqualTo(signed(0));
  }

  /** What was signed by a clock that ran ahead becomes fresh when its time is there. */
  @Test
  void whatWasSignedByAClockThatRanAheadCanBePlayedLaterOnceAndThatIsNotPrevented() {
    HmacSigner signer = signer();
    HmacVerifier verifier = verifier();
    long ahead = NOON + 100 * SECOND;
    Message early = say(signer, SENDER, ahead);

    assertThat(hear(verifier, early, NOON)).isInstanceOf(HmacVerdict.Stale.class);
    assertThat(hear(verifier, say(signer, SENDER, NOON), NOON)).isEqualTo(signed(0));
    assertThat(hear(verifier, early, ahead)).as("not prevented").isEqualTo(signed(0));
    assertThat(hear(verifier, early, ahead)).isInstanceOf(HmacVerdict.Replay.class);
  }

  /** The price of monotonic, both halves of it. */
  @Test
  void withoutClocksARestartedReceiverBelievesAnythingOldAndASenderWithAnEarlierClockIsNotHeard() {
    Message old = say(SENDER, NOON - 1_000_000 * SECOND);
    HmacVerifier restarted = verifier(MONOTONIC, List.of());
    assertThat(hear(restarted, old, NOON).isAccepted()).as("not prevented").isTrue();

    assertThat(hear(restarted, say(SENDER, NOON), NOON).isAccepted()).isTrue();
    assertThat(hear(restarted, say(SENDER, NOON - SECOND), NOON))
        .as("a sender that was restarted")
        .isInstanceOf(HmacVerdict.Replay.class);
  }

  /** Clocks that nobody keeps together would make a floor of the one that is furthest ahead. */
  @Test
  void withoutClocksAFifthSenderIsHeardWhateverItsClock() {
    HmacVerifier verifier = verifier(MONOTONIC, List.of());
    for (int i = 0; i <= SenderMarks.STRANGERS; i++) {
      hear(verifier, say(sender(i), NOON), NOON);
    }

    assertThat(hear(verifier, say(SELF, SECOND), NOON).isAccepted()).isTrue();
  }

  private static HmacVerdict signed(long millisAhead) {
    return new HmacVerdict.Signed(7, millisAhead, false);
  }
}
