// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import java.util.List;

/**
 * What a received advertisement is worth. Of several reasons to refuse it, the first in this order
 * is told: missing, malformed, unknown key, stale, invalid HMAC, replay.
 *
 * <p>A clock that is wrong and a key that is wrong are told apart: {@link Stale} is judged before
 * any key is used, and says how far the clocks are apart; {@link InvalidHmac} has a time inside the
 * window, so the keys differ or the message is forged. None of them holds an octet of a key.
 */
public sealed interface HmacVerdict {

  /**
   * Whether the advertisement may be believed.
   *
   * @return true for {@link Accepted} alone
   */
  default boolean isAccepted() {
    return this instanceof Accepted;
  }

  /**
   * The whole in one phrase, with what to do where something is to be done.
   *
   * @return words for a log line
   */
  String describe();

  /** It may be believed. */
  sealed interface Accepted extends HmacVerdict {}

  /**
   * It has a right trailer.
   *
   * @param keyId the key that it is signed with, 0 to 255
   * @param millisAhead how far the sender's clock is ahead of this one's, less the time on the way,
   *     in milliseconds; negative when it is behind
   * @param skewed whether that is more than half the window: the clocks are to be put right before
   *     messages are refused. Never with {@link AntiReplay#MONOTONIC}
   */
  record Signed(int keyId, long millisAhead, boolean skewed) implements Accepted {
    @Override
    public String describe() {
      return "signed with key "
          + keyId
          + (skewed ? ", but the sender's clock is " + apart(millisAhead) + CLOCKS : "");
    }
  }

  /** It has no trailer, and none is demanded ({@link HmacMode#demandsSignature()}). */
  record Unsigned() implements Accepted {
    @Override
    public String describe() {
      return "not signed: its sender will not be heard any more once the mode is enforce";
    }
  }

  /** It must not be believed. */
  sealed interface Refused extends HmacVerdict {}

  /** It has no trailer, and one is demanded. */
  record Missing() implements Refused {
    @Override
    public String describe() {
      return "not signed: its sender has no auth_hmac, or is receive-only";
    }
  }

  /** What is wrong with the form of a message. */
  enum Fault {
    /** Octets of the advertisement, which has no room for a checksum, or is longer than any. */
    ADVERTISEMENT_LENGTH("octets of the advertisement"),
    /** The advertisement's version. */
    VERSION("version"),
    /** The advertisement's VRID. */
    VRID("VRID"),
    /** The family of the source, 4 or 6. */
    SOURCE_FAMILY("IP version of the source"),
    /** Octets after the advertisement. */
    TRAILER_LENGTH("octets after the advertisement"),
    /** The trailer's type. */
    TRAILER_TYPE("type of the trailer");

    private final String words;

    Fault(String words) {
      this.words = words;
    }
  }

  /**
   * The trailer, or what it would vouch for, has not the right form.
   *
   * @param fault what is wrong
   * @param expected the number that should be there; of the advertisement's length the least
   * @param received the number that is
   */
  record Malformed(Fault fault, int expected, int received) implements Refused {
    @Override
    public String describe() {
      return fault.words + ": mine " + expected + ", theirs " + received;
    }
  }

  /**
   * The trailer names a key that this router does not have.
   *
   * @param keyId the trailer's, 0 to 255
   * @param configured those that this router has
   */
  record UnknownKey(int keyId, List<Integer> configured) implements Refused {
    /** Copies the list. */
    public UnknownKey {
      configured = List.copyOf(configured);
    }

    @Override
    public String describe() {
      return "signed with key "
          + keyId
          + ", and this router has "
          + configured
          + ": add it here before it is the active one there";
    }
  }

  /**
   * The time in the trailer is outside the window. Nothing of the message has been proven.
   *
   * @param keyId the trailer's, 0 to 255
   * @param millisAhead how far its time is ahead of this router's clock, in milliseconds; negative
   *     when it is behind
   * @param windowSeconds how far it may be, either way
   */
  record Stale(int keyId, long millisAhead, int windowSeconds) implements Refused {
    @Override
    public String describe() {
      return "its time is "
          + apart(millisAhead)
          + ", more than the window of "
          + windowSeconds
          + " s, if it is no old message"
          + CLOCKS;
    }
  }

  /**
   * The HMAC is not that of the octets, and the time is inside the window: another key with the
   * same number, or a message that somebody made or changed.
   *
   * @param keyId the trailer's, 0 to 255
   * @param millisAhead how far its time is ahead of this router's clock, in milliseconds; negative
   *     when it is behind
   */
  record InvalidHmac(int keyId, long millisAhead) implements Refused {
    @Override
    public String describe() {
      return "not signed with this router's key "
          + keyId
          + ": compare that key on both routers; if it is the same, the message is forged";
    }
  }

  /**
   * A genuine message that is no later than one that came before: captured and sent again, or on
   * two ways, or this router's own, or from a sender whose clock went back by less than the window.
   *
   * @param sequence the message's
   * @param highest the latest that came before
   */
  record Replay(HmacSequence sequence, HmacSequence highest) implements Refused {
    @Override
    public String describe() {
      return "a message of before, "
          + inSeconds(HmacSequence.millisAhead(highest.bits(), sequence.bits()))
          + " older than the last one: captured and sent again, or its sender was started anew after"
          + " its clock went back";
    }
  }

  /** What to do about clocks. */
  String CLOCKS = ": put the clocks right (NTP) on both routers";

  private static String apart(long millisAhead) {
    return inSeconds(Math.abs(millisAhead)) + (millisAhead < 0 ? " behind mine" : " ahead of mine");
  }

  private static String inSeconds(long millis) {
    return String.format("%d.%03d s", millis / 1000, millis % 1000);
  }
}
