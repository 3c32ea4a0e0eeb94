// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.NumberedKey;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.DeclaredBlock;
import io.github.jlvs.keepalived.conf.keyword.Keywords;
import io.github.jlvs.keepalived.conf.keyword.Standard;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.hmac.AntiReplay;
import io.github.jlvs.vrrp.hmac.HmacKey;
import io.github.jlvs.vrrp.hmac.HmacKeyReader;
import io.github.jlvs.vrrp.hmac.HmacKeys;
import io.github.jlvs.vrrp.hmac.HmacMode;
import io.github.jlvs.vrrp.hmac.HmacSettings;
import io.github.jlvs.vrrp.hmac.KeyReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code auth_hmac}. No message of it shows a key. */
final class HmacReader {
  private static final Pattern ID = Pattern.compile("0*([1-9]|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])");

  static final DeclaredBlock<HmacReader> BLOCK =
      new DeclaredBlock<>(
          BlockKind.AUTH_HMAC,
          Keywords.<HmacReader>none()
              .onEach(
                  keyword(
                          "key",
                          Argument.of(
                              "1 to 255, then `hex:` and 64 to 128 digits, `file:` and a whole path,"
                                  + " or 32 to 64 characters",
                              HmacReader::keyLine))
                      .says(
                          "A key by its number, or the file that it is the first line of; several may be there"),
                  (reader, line) -> line.ifPresent(reader.lines::add))
              .on(
                  keyword("active_key", Located.word(Argument.number(1, 255)))
                      .byDefault(Standard.inWords("the first `key`"))
                      .says("The number of the key that signs"),
                  (reader, id) -> reader.active = id)
              .on(
                  keyword("mode", Argument.choice("a mode", HmacMode.values(), HmacMode::keyword))
                      .byDefault(HmacMode.ENFORCE.keyword())
                      .says(
                          "How much is asked for; `receive-only` signs nothing, `enforce` takes nothing unsigned"),
                  (reader, mode) -> reader.mode = mode.orElse(reader.mode))
              .on(
                  keyword(
                          "anti_replay",
                          Argument.choice("a way", AntiReplay.values(), AntiReplay::keyword))
                      .byDefault(AntiReplay.TIME.keyword())
                      .says(
                          "What makes an old advertisement worthless: its time and sequence, or the sequence alone"),
                  (reader, way) -> reader.antiReplay = way.orElse(reader.antiReplay))
              .on(
                  keyword(
                          "time_window",
                          Argument.number(
                              HmacSettings.SHORTEST_WINDOW, HmacSettings.LONGEST_WINDOW))
                      .byDefault(Standard.inWords("three times `advert_int`, 5 at least"))
                      .says("How far a sender's clock may be from this one's, in seconds"),
                  (reader, window) -> reader.window = window));

  private final ReaderContext context;
  private final List<NumberedKey> lines = new ArrayList<>();
  private Optional<Located<Integer>> active = Optional.empty();
  private HmacMode mode = HmacMode.ENFORCE;
  private AntiReplay antiReplay = AntiReplay.TIME;
  private Optional<Integer> window = Optional.empty();

  private HmacReader(ReaderContext context) {
    this.context = context;
  }

  /** The settings; nothing, and an error, where no key can be used. */
  static Optional<HmacSettings> read(
      Statement block, AdvertisementInterval interval, ReaderContext context) {
    return new HmacReader(context).read(block, interval);
  }

  private Optional<HmacSettings> read(Statement block, AdvertisementInterval interval) {
    context.words().atMost(block, 0);
    new BlockReader<>(BLOCK, this, context).read(block.children());
    if (lines.isEmpty()) {
      diagnostics().error(block.position(), "'key' is missing or wrong in this auth_hmac");
      return Optional.empty();
    }
    List<HmacKey> keys = keys();
    if (keys.size() < lines.size()) {
      return Optional.empty();
    }
    return active(block, keys)
        .map(
            id ->
                new HmacSettings(
                    new HmacKeys(keys, id),
                    mode,
                    antiReplay,
                    window.orElseGet(
                        () -> HmacSettings.defaultWindowSeconds(interval.centiseconds()))));
  }

  /** Those that can be used; the others are reported. */
  private List<HmacKey> keys() {
    List<HmacKey> keys = new ArrayList<>();
    for (NumberedKey line : lines) {
      if (keys.stream().anyMatch(known -> known.id() == line.id())) {
        diagnostics()
            .error(
                line.value().position(),
                "two keys have the number "
                    + line.id()
                    + ": the other router could not tell which");
      } else {
        key(line).ifPresent(keys::add);
      }
    }
    return keys;
  }

  private Optional<HmacKey> key(NumberedKey line) {
    KeyReading reading = HmacKeyReader.read(line.id(), line.value().text());
    if (reading instanceof KeyReading.InFile file) {
      return new NamedFile(file.path().toString(), line.value().position())
          .password(context)
          .flatMap(first -> key(line, HmacKeyReader.readLine(line.id(), file.path(), first)));
    }
    return key(line, reading);
  }

  private Optional<HmacKey> key(NumberedKey line, KeyReading reading) {
    if (reading instanceof KeyReading.Read read) {
      return Optional.of(read.key());
    }
    if (reading instanceof KeyReading.Refused refused) {
      context.words().wrong(line.value(), refused.problem());
      return Optional.empty();
    }
    throw new IllegalStateException("a key file names another one: key " + line.id());
  }

  private Optional<Integer> active(Statement block, List<HmacKey> keys) {
    if (active.isEmpty()) {
      int first = keys.get(0).id();
      if (keys.size() > 1) {
        diagnostics()
            .warning(
                block.position(),
                "key "
                    + first
                    + " signs, the first of several (write 'active_key "
                    + first
                    + "', or which shall sign)");
      }
      return Optional.of(first);
    }
    Optional<Integer> known =
        keys.stream().map(HmacKey::id).filter(active.get().value()::equals).findFirst();
    if (known.isEmpty()) {
      diagnostics()
          .error(
              active.get().position(),
              "no key of this auth_hmac has the number " + active.get().value());
    }
    return known;
  }

  private Diagnostics diagnostics() {
    return context.diagnostics();
  }

  private static Optional<NumberedKey> keyLine(Statement statement, Words words) {
    Optional<Word> id = words.at(statement, 0, "the number of the key and the key");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    // The word may be the key: no message repeats it.
    if (!ID.matcher(id.get().text()).matches()) {
      words.wrong(id.get(), "the number of the key comes first, 1 to 255, then the key");
      return Optional.empty();
    }
    Optional<Word> value = words.at(statement, 1, "the key behind its number");
    if (statement.arguments().size() > 2) {
      // Whoever reads the rest too has another key.
      words.wrong(
          statement.arguments().get(2),
          "the key ends before this word (put it in double quotes if a blank belongs to it)");
      return Optional.empty();
    }
    return value.map(word -> new NumberedKey(Integer.parseInt(id.get().text()), word));
  }
}
