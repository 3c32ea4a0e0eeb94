// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An address or a range of them: {@code 10.0.0.1}, {@code 10.0.0.1-9} to another last number, which
 * is hexadecimal in IPv6, {@code 10.0.0.250-10.0.1.9} to another address, {@code 10.0.0.8/29}.
 */
public record AddressRangeValue() implements Value<AddressRange> {
  @Override
  public Optional<AddressRange> read(Word word, Words words) {
    String text = word.text();
    if (text.indexOf('/') >= 0) {
      return prefix(word, words);
    }
    int dash = text.indexOf('-');
    Optional<InetAddress> first = IpAddresses.parse(dash < 0 ? text : text.substring(0, dash));
    if (first.isEmpty()) {
      words.wrong(word, Quoted.quote(text) + " is neither an address nor a range of them");
      return Optional.empty();
    }
    return dash < 0
        ? Optional.of(new AddressRange(first.get(), first.get()))
        : last(first.get(), text.substring(dash + 1), word, words)
            .map(last -> new AddressRange(first.get(), last));
  }

  private static Optional<AddressRange> prefix(Word word, Words words) {
    Optional<Prefix> prefix = new PrefixValue().read(word, words);
    Optional<Prefix> whole =
        prefix.filter(each -> IpAddresses.compare(each.address(), each.network()) == 0);
    if (prefix.isPresent() && whole.isEmpty()) {
      words.wrong(
          word,
          Quoted.quote(word.text())
              + " has bits set behind its prefix length (did you mean '"
              + new Prefix(prefix.get().network(), prefix.get().length())
              + "'?)");
    }
    return whole.map(each -> new AddressRange(each.network(), each.last()));
  }

  private static Optional<InetAddress> last(
      InetAddress first, String text, Word word, Words words) {
    Optional<InetAddress> last = IpAddresses.parse(text).or(() -> withLastNumber(first, text));
    if (last.isEmpty()) {
      words.wrong(
          word,
          Quoted.quote(text)
              + " is not where the range "
              + Quoted.quote(word.text())
              + " can end: an address, or "
              + (AddressFamily.of(first) == AddressFamily.IPV4
                  ? "its last number, 0 to 255"
                  : "its last number, hexadecimal, 0 to ffff"));
    } else if (AddressFamily.of(last.get()) != AddressFamily.of(first)) {
      words.wrong(
          word, "the range " + Quoted.quote(word.text()) + " begins with IPv4 and ends with IPv6");
    } else if (IpAddresses.compare(first, last.get()) > 0) {
      words.wrong(word, "the range " + Quoted.quote(word.text()) + " ends before it begins");
    } else {
      return last;
    }
    return Optional.empty();
  }

  private static Optional<InetAddress> withLastNumber(InetAddress first, String text) {
    boolean ipv4 = AddressFamily.of(first) == AddressFamily.IPV4;
    if (!text.matches(ipv4 ? "[0-9]{1,3}" : "[0-9A-Fa-f]{1,4}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(text, ipv4 ? 10 : 16);
    if (ipv4 && number > 255) {
      return Optional.empty();
    }
    byte[] raw = first.getAddress();
    raw[raw.length - 1] = (byte) number;
    if (!ipv4) {
      raw[raw.length - 2] = (byte) (number >> Byte.SIZE);
    }
    return Optional.of(IpAddresses.ofBytes(raw));
  }
}
